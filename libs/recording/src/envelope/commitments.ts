import type { JsonValue } from '#libs/ledger';
import { isCommitment } from '#libs/merkle';
import type { EventProblem } from '../refused.js';

/**
 * Texts that look like a commitment: only Edict writes them, and shows in their place what they
 * commit to, which is not for everybody who knows the commitment.
 */
export function commitmentProblems(value: JsonValue): readonly EventProblem[] {
  return hasCommitment(value) ? problemsIn(value, '') : [];
}

function hasCommitment(value: JsonValue): boolean {
  if (typeof value === 'string') return isCommitment(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const member of Object.values(value)) if (hasCommitment(member)) return true;
  return false;
}

function problemsIn(value: JsonValue, pointer: string): readonly EventProblem[] {
  if (typeof value === 'string') {
    if (!isCommitment(value)) return [];
    const message = 'a commitment is written by Edict only: give the text itself';
    return [{ pointer, code: 'not-allowed', message }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    problemsIn(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
