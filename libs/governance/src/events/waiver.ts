import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { DayOrTimestamp, Id, Optional, Text } from '../fields/fields.js';
import { PersonalText } from '../fields/personal.js';
import { ownFields, Payload } from '../payload/payload.js';
import type { WaiverRecord } from '../states/dossier.js';
import { occurrenceOf } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';

export class ObligationWaived extends Payload {
  @describe('The obligation that need not be met for now: its id.')
  @Id()
  readonly obligation!: string;

  @describe('A day is the last one; a time is the end. Absent: until it is ended.')
  @Optional()
  @DayOrTimestamp()
  readonly until?: string;

  @describe('Who granted it.')
  @PersonalText()
  readonly by!: string;

  @describe('Why it was granted.')
  @Text()
  readonly reason!: string;
}

export class WaiverEnded extends Payload {
  @describe('The obligation whose waivers all end: its id.')
  @Id()
  readonly obligation!: string;
}

const obligation = 'cn-label-4';

const obligationWaived = defineEvent<ObligationWaived>({
  type: 'obligation.waived',
  title: { en: 'Obligation waived', zh: '义务豁免' },
  version: 1,
  payload: ObligationWaived,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-01T00:00:00+08:00',
    data: { obligation, until: '2026-06-30', by: 'CAC', reason: 'A pilot area.' },
  },
  evolve: dossierStep('waivers', (records, event) => [
    ...records,
    { ...ownFields(event.data), granted: occurrenceOf(event) },
  ]),
});

const waiverEnded = defineEvent<WaiverEnded>({
  type: 'waiver.ended',
  title: { en: 'Waiver ended', zh: '豁免终止' },
  version: 1,
  payload: WaiverEnded,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-05-01T00:00:00+08:00',
    data: { obligation },
  },
  evolve: dossierStep('waivers', (records, event) => {
    const runs = (one: WaiverRecord): boolean =>
      one.obligation === event.data.obligation && one.ended === undefined;
    if (!records.some(runs)) return records;
    return records.map((one) => (runs(one) ? { ...one, ended: occurrenceOf(event) } : one));
  }),
});

export const EVENT_TYPES: readonly EventType[] = [obligationWaived, waiverEnded];
