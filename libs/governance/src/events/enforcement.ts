import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { listFromOne } from '../catalogue/upcast.js';
import { describe } from '../fields/describe.js';
import { Day, Id, List, OneOf, Optional, Pattern, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import type { CaseRecord } from '../states/dossier.js';
import { occurrenceOf, replaceWhere } from '../states/occurrence.js';
import { ENFORCEMENT_MEASURES } from '../vocabulary/kinds.js';
import { dossierStep } from './dossier-step.js';

const MEASURES = ENFORCEMENT_MEASURES.map(({ name }) => name);
const AMOUNT = /^\d{1,15}(\.\d{1,2})? [A-Z]{3}$/;
const AMOUNT_FORM = 'must be a decimal amount with its currency, e.g. 100000 CNY';

export class EnforcementOpened extends Payload {
  @describe('The case, an id of one’s own choosing.')
  @Id()
  readonly case!: string;

  @describe('The authority that acts.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly authority!: string;

  @describe('What it does; several at once are common.')
  @List({ min: 1 })
  @OneOf(MEASURES, { each: true })
  readonly measures!: readonly string[];

  @describe('The obligations that it finds breached: their ids.')
  @Optional()
  @List()
  @Id({ each: true })
  readonly obligations?: readonly string[];

  @describe('The day by which it must be complied with.')
  @Optional()
  @Day()
  readonly dueOn?: string;

  @describe('The amount of a fine with its currency, e.g. `100000 CNY`.')
  @Optional()
  @Pattern(AMOUNT, AMOUNT_FORM)
  readonly amount?: string;
}

export class EnforcementAmended extends Payload {
  @describe('The case that is amended. What is given replaces what was said before.')
  @Id()
  readonly case!: string;

  @describe('The authority that acts.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly authority?: string;

  @describe('What it now does.')
  @Optional()
  @List({ min: 1 })
  @OneOf(MEASURES, { each: true })
  readonly measures?: readonly string[];

  @describe('The obligations that it now finds breached: their ids.')
  @Optional()
  @List()
  @Id({ each: true })
  readonly obligations?: readonly string[];

  @describe('The day by which it must now be complied with.')
  @Optional()
  @Day()
  readonly dueOn?: string;

  @describe('The amount of a fine with its currency, e.g. `100000 CNY`.')
  @Optional()
  @Pattern(AMOUNT, AMOUNT_FORM)
  readonly amount?: string;
}

export class EnforcementClosed extends Payload {
  @describe('The case that ended.')
  @Id()
  readonly case!: string;

  @describe('How it ended.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly outcome!: string;
}

const subject = 'systems/jimeng';
const example = { case: 'cac-2026-04-28-jimeng' };

const enforcementOpened = defineEvent<EnforcementOpened>({
  type: 'enforcement.opened',
  title: { en: 'Enforcement opened', zh: '执法立案' },
  version: 2,
  payload: EnforcementOpened,
  // Version 1 knew one measure; the case of 28 April 2026 brought three at once.
  upcasters: [listFromOne('measure', 'measures')],
  example: {
    subject,
    time: '2026-04-28T00:00:00+08:00',
    data: {
      ...example,
      authority: 'CAC',
      measures: ['interview', 'rectification-order', 'warning'],
      obligations: ['cn-label-4'],
    },
  },
  evolve: dossierStep('cases', (records, event) => {
    if (records.some((one) => isOpen(one, event.data.case))) return records;
    const { obligations = [], ...own } = ownFields(event.data);
    return [...records, { ...own, obligations, opened: occurrenceOf(event), amended: [] }];
  }),
});

const enforcementAmended = defineEvent<EnforcementAmended>({
  type: 'enforcement.amended',
  title: { en: 'Enforcement amended', zh: '执法变更' },
  version: 1,
  payload: EnforcementAmended,
  example: {
    subject,
    time: '2026-05-10T00:00:00+08:00',
    data: { ...example, dueOn: '2026-06-10' },
  },
  evolve: dossierStep('cases', (records, event) =>
    replaceWhere(
      records,
      (one) => isOpen(one, event.data.case),
      (one) => ({
        ...one,
        ...ownFields(event.data),
        amended: [...one.amended, occurrenceOf(event)],
      }),
    ),
  ),
});

const enforcementClosed = defineEvent<EnforcementClosed>({
  type: 'enforcement.closed',
  title: { en: 'Enforcement closed', zh: '执法结案' },
  version: 1,
  payload: EnforcementClosed,
  example: {
    subject,
    time: '2026-06-12T00:00:00+08:00',
    data: { ...example, outcome: 'rectified' },
  },
  evolve: dossierStep('cases', (records, event) =>
    replaceWhere(
      records,
      (one) => isOpen(one, event.data.case),
      (one) => ({ ...one, closed: { ...occurrenceOf(event), outcome: event.data.outcome } }),
    ),
  ),
});

export const EVENT_TYPES: readonly EventType[] = [
  enforcementOpened,
  enforcementAmended,
  enforcementClosed,
];

function isOpen(one: CaseRecord, id: string): boolean {
  return one.case === id && one.closed === undefined;
}
