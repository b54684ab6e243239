/** When a rule can apply to a subject at all: once introduced, in force, and not out of force. */
import { startOfDay } from '../clock/local-time.js';
import type { Because, Instant, Obligation, SubjectHistory } from '../history.js';
import type { Rule } from '../rule.js';
import type { RuleVersion } from '../versions/rule-versions.js';
import { becauseOf, inOrder, isWithin } from './instants.js';

/** A stretch in which the rule is in force for the subject throughout, or out of it. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
  /** Why it is out; nothing where it is in force. */
  readonly out: Because | undefined;
}

type Introduction = SubjectHistory['introduced'];

/** Ordered, without gap, over all of time. */
export function windowsOf(
  introduced: Introduction,
  version: RuleVersion,
  obligation: Obligation,
): readonly Window[] {
  const { timeZone, outOfForce } = obligation;
  const inForce = inForceOf(version, timeZone);
  const bounds = [introduced?.at ?? Infinity, inForce.from, inForce.to];
  for (const { from, to } of outOfForce) bounds.push(from, to);
  const starts = inOrder([-Infinity, ...bounds.filter((at) => at < Infinity)]);
  return starts.map((from, index) => {
    const out = whyOut(from, introduced, version, obligation);
    return { from, to: starts[index + 1] ?? Infinity, out };
  });
}

/** Within its dates, and its instrument neither suspended nor repealed. */
export function isInForce(
  version: RuleVersion,
  { timeZone, outOfForce }: Obligation,
  at: Instant,
): boolean {
  return (
    isWithin(at, inForceOf(version, timeZone)) && !outOfForce.some((span) => isWithin(at, span))
  );
}

function whyOut(
  at: Instant,
  introduced: Introduction,
  version: RuleVersion,
  { timeZone, outOfForce }: Obligation,
): Because | undefined {
  if (introduced === undefined || at < introduced.at) return [];
  if (!isWithin(at, inForceOf(version, timeZone))) return version.because;
  const lapses = outOfForce.filter((span) => isWithin(at, span));
  return lapses.length > 0 ? becauseOf(...lapses.map(({ because }) => because)) : undefined;
}

interface Between {
  readonly from: Instant;
  readonly to: Instant;
}

/** Versions never change, and every evaluation asks. */
const IN_FORCE = new WeakMap<
  RuleVersion,
  { readonly timeZone: string; readonly between: Between }
>();

function inForceOf(version: RuleVersion, timeZone: string): Between {
  const before = IN_FORCE.get(version);
  if (before?.timeZone === timeZone) return before.between;
  const between = readInForce(version.rule.inForce, timeZone);
  IN_FORCE.set(version, { timeZone, between });
  return between;
}

function readInForce({ from, to }: Rule['inForce'], timeZone: string): Between {
  if (from === null) return { from: Infinity, to: Infinity };
  return {
    from: startOfDay(from, timeZone),
    to: to === undefined || to === null ? Infinity : startOfDay(to, timeZone),
  };
}
