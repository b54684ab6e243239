import { NAME_LENGTH_MAX } from './limits.js';
import { Satisfies, Text, together } from './fields.js';

/** What views show in place of a personal text that was erased; nobody can be recorded as that. */
export const ERASED = 'erased';

type Marked = new () => object;

const marks = new Map<object, Set<string>>();

/**
 * A text that may name a natural person. It is never part of a leaf, which holds a commitment to it
 * instead; the text is kept apart and can be erased. It has to be a field of the payload itself.
 */
export function PersonalText(lengthMax = NAME_LENGTH_MAX): PropertyDecorator {
  return together(
    Text(lengthMax),
    Satisfies('isNotErased', (value) => value !== ERASED, `must not be "${ERASED}"`),
    (prototype, property) => {
      const fields = marks.get(prototype) ?? new Set<string>();
      marks.set(prototype, fields.add(String(property)));
    },
  );
}

/** The fields of a class that `PersonalText` marks. */
export function personalFieldsOf(marked: Marked): ReadonlySet<string> {
  return marks.get(marked.prototype as object) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();
