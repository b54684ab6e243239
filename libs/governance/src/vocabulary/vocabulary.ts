import type { Term, TermKind } from './term.js';
import { FACTS } from './facts.js';
import { CAPABILITIES } from './capabilities.js';
import { MEASURES } from './measures.js';
import { ALGORITHM_CATEGORIES, ASSESSMENTS, INCIDENTS, MEDIA, ROLES } from './kinds.js';

/** The words that Edict ships with. Packs add more by `term.defined`. */
export const VOCABULARY: Readonly<Record<TermKind, ReadonlyMap<string, Term>>> = {
  measure: byName(MEASURES),
  incident: byName(INCIDENTS),
  assessment: byName(ASSESSMENTS),
  fact: byName(FACTS),
  capability: byName(CAPABILITIES),
  medium: byName(MEDIA),
  'algorithm-category': byName(ALGORITHM_CATEGORIES),
  role: byName(ROLES),
};

export function isInVocabulary(kind: TermKind, name: string): boolean {
  return VOCABULARY[kind].has(name);
}

function byName(terms: readonly Term[]): ReadonlyMap<string, Term> {
  return new Map(terms.map((term) => [term.name, term]));
}
