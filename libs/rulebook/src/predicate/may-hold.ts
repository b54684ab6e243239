import type { Instant, Obligation, SubjectHistory } from '../history.js';
import { stretchesOf, type Stretch } from './stretches.js';

/**
 * False only where an obligation certainly is not applicable at any instant, so that nobody need
 * evaluate it: no version's predicate is ever anything but false, and no finding names it.
 */
export function mayApply(history: SubjectHistory, obligation: Obligation): boolean {
  const { introduced, findings, facts } = history;
  if (introduced === undefined) return false;
  if (findings.some((finding) => finding.obligation === obligation.id)) return true;
  return obligation.versions.some(({ rule }) =>
    mayHold(stretchesOf(rule.appliesWhen, facts), introduced.at),
  );
}

/** Whether a predicate is true or unknown at some instant from one on. */
function mayHold(stretches: readonly Stretch[], since: Instant): boolean {
  return stretches.some(({ decision }, place) => {
    const end = stretches[place + 1]?.from ?? Infinity;
    return decision.value !== false && end > since;
  });
}
