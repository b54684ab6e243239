import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import { occurrenceOf, replaceWhere } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';

export class ClaimPublished extends Payload {
  @describe('What is claimed, in the claimant’s words or as an id of one’s own choosing.')
  @Text()
  readonly claim!: string;

  @describe('What is measured, e.g. a benchmark.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly metric?: string;

  @describe('The value that is claimed, as it is worded.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly value?: string;
}

export class ClaimAssessed extends Payload {
  @describe('The claim that was looked into, as it was published.')
  @Text()
  readonly claim!: string;

  @describe('What was found, e.g. `confirmed`, `contradicted` or `not reproducible`.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly outcome!: string;
}

const claim = 'On a par with the leading closed models';

const claimPublished = defineEvent<ClaimPublished>({
  type: 'claim.published',
  title: { en: 'Claim published', zh: '发布声称' },
  version: 1,
  payload: ClaimPublished,
  example: {
    subject: 'systems/glm-5',
    time: '2026-02-11T00:00:00+08:00',
    data: { claim, metric: 'SWE-bench Verified', value: '77.8' },
  },
  evolve: dossierStep('claims', (records, event) => {
    const own = { ...ownFields(event.data), published: occurrenceOf(event) };
    const before = records.find((one) => one.claim === own.claim);
    if (before === undefined) return [...records, { ...own, assessments: [] }];
    if (before.published !== undefined) return records;
    return replaceWhere(
      records,
      (one) => one === before,
      (one) => ({ ...one, ...own }),
    );
  }),
});

const claimAssessed = defineEvent<ClaimAssessed>({
  type: 'claim.assessed',
  title: { en: 'Claim assessed', zh: '声称核查' },
  version: 1,
  payload: ClaimAssessed,
  example: {
    subject: 'systems/glm-5',
    time: '2026-03-11T00:00:00+08:00',
    data: { claim, outcome: 'not reproducible' },
  },
  evolve: dossierStep('claims', (records, event) => {
    const assessment = { ...occurrenceOf(event), outcome: event.data.outcome };
    return records.some((one) => one.claim === event.data.claim)
      ? replaceWhere(
          records,
          (one) => one.claim === event.data.claim,
          (one) => ({ ...one, assessments: [...one.assessments, assessment] }),
        )
      : [...records, { claim: event.data.claim, assessments: [assessment] }];
  }),
});

export const EVENT_TYPES: readonly EventType[] = [claimPublished, claimAssessed];
