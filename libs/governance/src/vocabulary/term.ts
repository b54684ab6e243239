import type { Localized } from '../catalogue/event-type.js';

/** The kinds of word that packs may add to, each word declared on `terms/<kind>.<name>`. */
export const TERM_KINDS = [
  'measure',
  'incident',
  'assessment',
  'fact',
  'capability',
  'medium',
  'algorithm-category',
  'role',
] as const;
export type TermKind = (typeof TERM_KINDS)[number];

export const VALUE_TYPES = ['flag', 'integer', 'decimal', 'day', 'word', 'text', 'set'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** A word of the vocabulary. */
export interface Term {
  readonly name: string;
  readonly label: Localized;
  /** What values a fact takes; facts only. */
  readonly valueType?: ValueType;
}

export function termSubject(kind: TermKind, name: string): string {
  return `terms/${kind}.${name}`;
}
