import type { TermKind } from '../vocabulary/term.js';
import { termSubject } from '../vocabulary/term.js';
import { isInVocabulary } from '../vocabulary/vocabulary.js';
import type { Known } from './event-type.js';

/** Whether the vocabulary or a known `term.defined` event declares a word. */
export function isDeclared(kind: TermKind, name: string, known: Pick<Known, 'exists'>): boolean {
  return isInVocabulary(kind, name) || known.exists(termSubject(kind, name));
}
