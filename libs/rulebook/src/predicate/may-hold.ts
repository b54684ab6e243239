import type { FactStep, Instant, Obligation, SubjectHistory } from '../history.js';
import type { Predicate } from '../rule.js';
import { truthOf } from './judge.js';

/** Which of the two a predicate may at some instant be; both count where it may be unknown. */
interface Possible {
  readonly holding: boolean;
  readonly failing: boolean;
}

/**
 * False only where an obligation certainly is not applicable at any instant, so that nobody need
 * evaluate it: no version's predicate is ever anything but false, and no finding names it.
 */
export function mayApply(history: SubjectHistory, obligation: Obligation): boolean {
  const { introduced, findings } = history;
  if (introduced === undefined) return false;
  if (findings.some((finding) => finding.obligation === obligation.id)) return true;
  return obligation.versions.some(
    ({ rule }) => possible(rule.appliesWhen, history.facts, introduced.at).holding,
  );
}

function possible(predicate: Predicate, facts: SubjectHistory['facts'], since: Instant): Possible {
  if (typeof predicate === 'string' || 'always' in predicate) return ALWAYS;
  if ('not' in predicate) {
    const { holding, failing } = possible(predicate.not, facts, since);
    return { holding: failing, failing: holding };
  }
  if ('all' in predicate) {
    const parts = predicate.all.map((part) => possible(part, facts, since));
    return { holding: parts.every(isHolding), failing: parts.some(isFailing) };
  }
  if ('any' in predicate) {
    const parts = predicate.any.map((part) => possible(part, facts, since));
    return { holding: parts.some(isHolding), failing: parts.every(isFailing) };
  }
  const steps = facts.get(predicate.fact) ?? [];
  const values = stepsSince(steps, since).map((step) =>
    step?.value === undefined ? 'unknown' : truthOf(predicate, step.value),
  );
  return {
    holding: values.some((value) => value !== false),
    failing: values.some((value) => value !== true),
  };
}

const ALWAYS: Possible = { holding: true, failing: false };

function isHolding({ holding }: Possible): boolean {
  return holding;
}

function isFailing({ failing }: Possible): boolean {
  return failing;
}

/** The steps that stand at or after an instant; `undefined` stands for not yet declared. */
function stepsSince(steps: readonly FactStep[], since: Instant): readonly (FactStep | undefined)[] {
  const last = steps.findLastIndex(({ from }) => from <= since);
  return last < 0 ? [undefined, ...steps] : steps.slice(last);
}
