import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Id, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import type { RestrictionRecord } from '../states/dossier.js';
import { occurrenceOf, replaceWhere } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';

export class RestrictionImposed extends Payload {
  @describe('The list, an id such as `us-entity-list`.')
  @Id()
  readonly list!: string;

  @describe('The authority that keeps the list.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly authority!: string;
}

export class RestrictionLifted extends Payload {
  @describe('The list that it was taken off.')
  @Id()
  readonly list!: string;
}

const restrictionImposed = defineEvent<RestrictionImposed>({
  type: 'restriction.imposed',
  title: { en: 'Put on a restriction list', zh: '列入限制清单' },
  version: 1,
  payload: RestrictionImposed,
  example: {
    subject: 'companies/zhipu',
    time: '2025-01-16T00:00:00-05:00',
    data: { list: 'us-entity-list', authority: 'BIS' },
  },
  evolve: dossierStep('restrictions', (records, event) =>
    records.some((one) => one.list === event.data.list && isStanding(one))
      ? records
      : [...records, { ...ownFields(event.data), imposed: occurrenceOf(event) }],
  ),
});

const restrictionLifted = defineEvent<RestrictionLifted>({
  type: 'restriction.lifted',
  title: { en: 'Taken off a restriction list', zh: '移出限制清单' },
  version: 1,
  payload: RestrictionLifted,
  example: {
    subject: 'companies/zhipu',
    time: '2027-01-16T00:00:00-05:00',
    data: { list: 'us-entity-list' },
  },
  evolve: dossierStep('restrictions', (records, event) =>
    replaceWhere(
      records,
      (one) => one.list === event.data.list && isStanding(one),
      (one) => ({ ...one, lifted: occurrenceOf(event) }),
    ),
  ),
});

export const EVENT_TYPES: readonly EventType[] = [restrictionImposed, restrictionLifted];

function isStanding({ lifted }: RestrictionRecord): boolean {
  return lifted === undefined;
}
