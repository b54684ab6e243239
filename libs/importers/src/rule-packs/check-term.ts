import { checkPayload, isInVocabulary, TERM_KINDS } from '#libs/governance';
import type { TermKind } from '#libs/governance';
import { sentenceOn, step } from './pack-problem.js';
import type { Findings } from './pack-problem.js';
import type { PackTerm } from './rule-pack.js';

export function checkTerm({ pointer, fields }: PackTerm, findings: Findings): void {
  const problems = checkPayload('term.defined', fields, '');
  for (const problem of problems) {
    findings.report(`${pointer}${problem.pointer}`, problem.code, sentenceOn(problem));
  }
  if (problems.length > 0) return;
  const { kind, name } = fields;
  if (isTermKind(kind) && typeof name === 'string' && isInVocabulary(kind, name)) {
    const text = `${name} is part of the vocabulary: leave it out.`;
    findings.report(step(pointer, 'name'), 'already-exists', text);
  }
  if ((kind === 'fact') === (fields['valueType'] !== undefined)) return;
  const text = 'Facts have a value type, other words have none.';
  findings.report(step(pointer, 'valueType'), 'invalid-data', text);
}

function isTermKind(kind: unknown): kind is TermKind {
  return TERM_KINDS.some((known) => known === kind);
}
