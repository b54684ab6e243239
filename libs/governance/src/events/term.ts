import { defineEvent } from '../catalogue/event-type.js';
import type { EventType } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { describe } from '../fields/describe.js';
import { Id, OneOf, Optional, Part } from '../fields/fields.js';
import { Wording } from '../payload/name.js';
import { ownFields, Payload } from '../payload/payload.js';
import { occurrenceOf } from '../states/occurrence.js';
import { TERM_KINDS, termSubject, VALUE_TYPES } from '../vocabulary/term.js';
import type { TermKind, ValueType } from '../vocabulary/term.js';
import { isInVocabulary } from '../vocabulary/vocabulary.js';

export class TermDefined extends Payload {
  @describe('What kind of word it is.')
  @OneOf(TERM_KINDS)
  readonly kind!: TermKind;

  @describe('The word; it stands on `terms/<kind>.<name>`.')
  @Id()
  readonly name!: string;

  @describe('What readers see.')
  @Part(() => Wording)
  readonly label!: Wording;

  @describe('What values a fact takes. Facts only.')
  @Optional()
  @OneOf(VALUE_TYPES)
  readonly valueType?: ValueType;
}

const termDefined = defineEvent<TermDefined>({
  type: 'term.defined',
  title: { en: 'Term defined', zh: '术语定义' },
  version: 1,
  payload: TermDefined,
  introduces: 'once',
  example: {
    subject: 'terms/measure.label.audible',
    time: '2026-01-01T00:00:00+08:00',
    data: {
      kind: 'measure',
      name: 'label.audible',
      label: { en: 'Audible label', zh: '语音标识' },
    },
  },
  decide: ({ subject, data: { kind, name, valueType } }) => {
    if (subject !== termSubject(kind, name)) {
      const detail = `This word stands on ${termSubject(kind, name)}.`;
      return rejected('invalid-subject', detail, '/subject');
    }
    if (isInVocabulary(kind, name)) {
      return rejected('already-exists', `${name} is part of the vocabulary.`, '/data/name');
    }
    return (kind === 'fact') === (valueType !== undefined)
      ? undefined
      : rejected('invalid-data', 'Facts have a value type, others none.', '/data/valueType');
  },
  evolve: {
    terms: (_state, event) => ({
      ...ownFields(event.data),
      status: 'declared',
      declared: occurrenceOf(event),
    }),
  },
});

export const EVENT_TYPES: readonly EventType[] = [termDefined];
