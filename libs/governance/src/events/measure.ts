import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, UsedTerm } from '../catalogue/event-type.js';
import { listFromOne } from '../catalogue/upcast.js';
import { describe } from '../fields/describe.js';
import { Id, List, OneOf, Optional, Text, Whole } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { Payload } from '../payload/payload.js';
import { occurrenceOf } from '../states/occurrence.js';
import { dossierStep } from './dossier-step.js';
import { adopted, checked, withdrawn } from './measure-records.js';

const MONTHS_MAX = 1_200;
export const CHECK_OUTCOMES = ['pass', 'fail'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** Which measure, on what, for what. */
class MeasurePayload extends Payload {
  @describe('The measure, a word of the vocabulary such as `label.explicit`.')
  @Id()
  readonly measure!: string;

  @describe('The media that it is about. Absent: all.')
  @Optional()
  @List({ min: 1 })
  @Id({ each: true })
  readonly media?: readonly string[];

  @describe('The feature, number or model that it covers. Absent: all.')
  @Optional()
  @Text(limits.WORD_LENGTH_MAX)
  readonly for?: string;
}

export class MeasureAdopted extends MeasurePayload {
  @describe('Where it shows or is offered, e.g. an export path or a page.')
  @Optional()
  @Text(limits.NAME_LENGTH_MAX)
  readonly channel?: string;

  @describe('For how many months, e.g. that logs are kept.')
  @Optional()
  @Whole(1, MONTHS_MAX)
  readonly months?: number;

  @describe('How it is done, e.g. the technique of a watermark.')
  @Optional()
  @Text()
  readonly method?: string;
}

export class MeasureChecked extends MeasurePayload {
  @describe('What the check found.')
  @OneOf(CHECK_OUTCOMES)
  readonly outcome!: CheckOutcome;
}

export class MeasureWithdrawn extends MeasurePayload {}

const subject = 'systems/seedance-2.0';

const measureAdopted = defineEvent<MeasureAdopted>({
  type: 'measure.adopted',
  title: { en: 'Measure adopted', zh: '采取措施' },
  version: 2,
  payload: MeasureAdopted,
  // Version 1 named one medium; the Labelling Measures ask for several at once.
  upcasters: [listFromOne('medium', 'media')],
  example: {
    subject,
    time: '2026-02-12T00:00:00+08:00',
    data: { measure: 'label.explicit', media: ['video', 'audio'], method: 'Words in the corner.' },
  },
  terms: usedTerms,
  evolve: dossierStep('measures', (records, event) =>
    adopted(records, event.data, occurrenceOf(event)),
  ),
});

const measureChecked = defineEvent<MeasureChecked>({
  type: 'measure.checked',
  title: { en: 'Measure checked', zh: '措施核查' },
  version: 1,
  payload: MeasureChecked,
  example: {
    subject,
    time: '2026-03-01T00:00:00+08:00',
    data: { measure: 'label.implicit', outcome: 'pass', media: ['video'] },
  },
  terms: usedTerms,
  evolve: dossierStep('measures', (records, event) =>
    checked(records, event.data, occurrenceOf(event)),
  ),
});

const measureWithdrawn = defineEvent<MeasureWithdrawn>({
  type: 'measure.withdrawn',
  title: { en: 'Measure withdrawn', zh: '撤销措施' },
  version: 1,
  payload: MeasureWithdrawn,
  example: {
    subject,
    time: '2026-05-01T00:00:00+08:00',
    data: { measure: 'label.explicit', media: ['audio'] },
  },
  terms: usedTerms,
  evolve: dossierStep('measures', (records, event) =>
    withdrawn(records, event.data, occurrenceOf(event)),
  ),
});

export const EVENT_TYPES: readonly EventType[] = [measureAdopted, measureChecked, measureWithdrawn];

function usedTerms({ measure, media = [] }: MeasurePayload): readonly UsedTerm[] {
  return [
    { kind: 'measure', name: measure, pointer: '/data/measure' },
    ...media.map((name, index) => ({
      kind: 'medium' as const,
      name,
      pointer: `/data/media/${index}`,
    })),
  ];
}
