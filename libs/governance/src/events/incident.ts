import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Id, Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import { occurrenceOf, replaceWhere } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';

export class IncidentOccurred extends Payload {
  @describe('The incident, an id of one’s own choosing.')
  @Id()
  readonly incident!: string;

  @describe('The kind of incident, a word of the vocabulary.')
  @Optional()
  @Id()
  readonly kind?: string;

  @describe('How grave it is, in the words of the source.')
  @Optional()
  @Text(limits.WORD_LENGTH_MAX)
  readonly severity?: string;

  @describe('What happened.')
  @Text(limits.TEXT_LENGTH_MAX)
  readonly description!: string;
}

export class IncidentReported extends Payload {
  @describe('The incident that was reported.')
  @Id()
  readonly incident!: string;

  @describe('To whom it was reported.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly to!: string;
}

export class IncidentClosed extends Payload {
  @describe('The incident whose handling ended.')
  @Id()
  readonly incident!: string;
}

const subject = 'systems/seedance-2.0';

const incidentOccurred = defineEvent<IncidentOccurred>({
  type: 'incident.occurred',
  title: { en: 'Incident occurred', zh: '事故发生' },
  version: 1,
  payload: IncidentOccurred,
  example: {
    subject,
    time: '2026-02-09T00:00:00+08:00',
    data: {
      incident: 'voice-from-face',
      kind: 'impersonation',
      description: 'A video showed a voice made from a photograph alone.',
    },
  },
  terms: ({ kind }) =>
    kind === undefined ? [] : [{ kind: 'incident', name: kind, pointer: '/data/kind' }],
  evolve: dossierStep('incidents', (records, event) => {
    const own = { ...ownFields(event.data), occurred: occurrenceOf(event) };
    const before = records.find(({ incident }) => incident === own.incident);
    if (before === undefined) return [...records, { ...own, reports: [] }];
    if (before.occurred !== undefined) return records;
    return replaceWhere(
      records,
      (one) => one === before,
      (one) => ({ ...one, ...own }),
    );
  }),
});

const incidentReported = defineEvent<IncidentReported>({
  type: 'incident.reported',
  title: { en: 'Incident reported', zh: '事故报告' },
  version: 1,
  payload: IncidentReported,
  example: {
    subject,
    time: '2026-02-09T18:00:00+08:00',
    data: { incident: 'voice-from-face', to: 'CAC' },
  },
  evolve: dossierStep('incidents', (records, event) => {
    const { incident, to } = event.data;
    const report = { ...occurrenceOf(event), to };
    return records.some((one) => one.incident === incident)
      ? replaceWhere(
          records,
          (one) => one.incident === incident,
          (one) => ({ ...one, reports: [...one.reports, report] }),
        )
      : [...records, { incident, reports: [report] }];
  }),
});

const incidentClosed = defineEvent<IncidentClosed>({
  type: 'incident.closed',
  title: { en: 'Incident closed', zh: '事故处置结束' },
  version: 1,
  payload: IncidentClosed,
  example: {
    subject,
    time: '2026-03-09T00:00:00+08:00',
    data: { incident: 'voice-from-face' },
  },
  evolve: dossierStep('incidents', (records, event) =>
    replaceWhere(
      records,
      (one) => one.incident === event.data.incident && one.closed === undefined,
      (one) => ({ ...one, closed: occurrenceOf(event) }),
    ),
  ),
});

export const EVENT_TYPES: readonly EventType[] = [
  incidentOccurred,
  incidentReported,
  incidentClosed,
];
