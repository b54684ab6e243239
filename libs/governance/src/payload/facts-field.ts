import { IsObject } from 'class-validator';

import type { UsedTerm } from '../catalogue/event-type.js';
import { FACTS_MAX, LIST_LENGTH_MAX, SENTENCE_LENGTH_MAX } from '../fields/limits.js';
import { Satisfies, together } from '../fields/fields.js';
import type { FactValue } from '../states/facts.js';
import { isId } from '../subject/subject.js';
import type { TermKind } from '../vocabulary/term.js';

/** Facts whose values are themselves words of the vocabulary. */
export const WORDS_OF_FACT: ReadonlyMap<string, TermKind> = new Map([
  ['capabilities', 'capability'],
  ['roles', 'role'],
  ['algorithm-categories', 'algorithm-category'],
]);

export type DeclaredValues = Readonly<Record<string, FactValue | null>>;

/** Facts by name: a flag, a whole number, a text, a list of words, or `null` to undeclare. */
export function FactValues(): PropertyDecorator {
  return together(
    IsObject({ message: 'must be an object of facts by name' }),
    Satisfies('hasFacts', hasFacts, `must hold 1 to ${FACTS_MAX} facts by name`),
    Satisfies('hasFactValues', hasFactValues, 'must hold flags, whole numbers, texts or sets'),
  );
}

/** The facts that a payload declares and the words in their sets, which all must be known. */
export function factTerms(facts: DeclaredValues): readonly UsedTerm[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const pointer = `/data/facts/${name}`;
    const kind = WORDS_OF_FACT.get(name);
    const words = kind === undefined || typeof value !== 'object' ? [] : (value ?? []);
    return [
      { kind: 'fact' as const, name, pointer },
      ...words.map((word, index) => ({
        kind: kind ?? 'fact',
        name: word,
        pointer: `${pointer}/${index}`,
      })),
    ];
  });
}

function hasFacts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.length <= FACTS_MAX && names.every(isId);
}

function hasFactValues(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every(isFactValue);
}

function isFactValue(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'string') return isShortText(value);
  return (
    Array.isArray(value) &&
    value.length <= LIST_LENGTH_MAX &&
    new Set(value).size === value.length &&
    value.every(isShortText)
  );
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= SENTENCE_LENGTH_MAX;
}
