import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Day, Id, Optional } from '../fields/fields.js';
import { PersonalText } from '../fields/personal.js';
import { ownFields, Payload } from '../payload/payload.js';
import { occurrenceOf } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';

export class DutyAssigned extends Payload {
  @describe('The obligation: its id.')
  @Id()
  readonly obligation!: string;

  @describe('Who looks after it.')
  @PersonalText()
  readonly owner!: string;

  @describe('The day by which the house wants it done; it never replaces the law’s.')
  @Optional()
  @Day()
  readonly houseDueOn?: string;
}

const dutyAssigned = defineEvent<DutyAssigned>({
  type: 'duty.assigned',
  title: { en: 'Duty assigned', zh: '责任分派' },
  version: 1,
  payload: DutyAssigned,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-13T00:00:00+08:00',
    data: { obligation: 'cn-label-4', owner: 'Content safety', houseDueOn: '2026-02-20' },
  },
  evolve: dossierStep('duties', (records, event) => {
    const own = ownFields(event.data);
    const before = records.find(({ obligation }) => obligation === own.obligation);
    // A commitment never equals another one: whoever is assigned again is assigned anew.
    if (before?.owner === own.owner && before.houseDueOn === own.houseDueOn) return records;
    const others = records.filter((one) => one !== before);
    return [...others, { ...own, assigned: occurrenceOf(event) }];
  }),
});

export const EVENT_TYPES: readonly EventType[] = [dutyAssigned];
