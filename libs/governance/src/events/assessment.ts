import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { describe } from '../fields/describe.js';
import { Id, Optional, Text } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import { occurrenceOf } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';

export class AssessmentCompleted extends Payload {
  @describe('The kind of assessment, a word of the vocabulary such as `security`.')
  @Id()
  readonly kind!: string;

  @describe('What it came to, e.g. `passed`.')
  @Text(limits.NAME_LENGTH_MAX)
  readonly outcome!: string;

  @describe('The feature, number or model that it covers. Absent: all.')
  @Optional()
  @Text(limits.WORD_LENGTH_MAX)
  readonly for?: string;

  @describe('The authority that it was handed to.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly submittedTo?: string;
}

const assessmentCompleted = defineEvent<AssessmentCompleted>({
  type: 'assessment.completed',
  title: { en: 'Assessment completed', zh: '评估完成' },
  version: 1,
  payload: AssessmentCompleted,
  example: {
    subject: 'systems/seedance-2.0',
    time: '2026-02-01T00:00:00+08:00',
    data: { kind: 'security', outcome: 'passed', submittedTo: 'CAC' },
  },
  terms: ({ kind }) => [{ kind: 'assessment', name: kind, pointer: '/data/kind' }],
  evolve: dossierStep('assessments', (records, event) => [
    ...records,
    { ...ownFields(event.data), completed: occurrenceOf(event) },
  ]),
});

export const EVENT_TYPES: readonly EventType[] = [assessmentCompleted];
