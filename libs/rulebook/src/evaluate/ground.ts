/** Whether the duty applies: in force, and what its predicate says, over all of time. */
import { startOfDay } from '../clock/local-time.js';
import type { Because, FactStep, Instant, Obligation, Span, SubjectHistory } from '../history.js';
import { decide } from '../predicate/decide.js';
import { factsOf, type Truth } from '../predicate/judge.js';
import type { Rule } from '../rule.js';
import type { RuleVersion } from '../versions/rule-versions.js';
import { becauseOf, inOrder, isWithin, lastAt } from './instants.js';
import { sameMembers, sameSteps } from './same-steps.js';

/** A stretch in which the rule was in force and its predicate true throughout. */
export interface Run {
  readonly start: Instant;
  /** The last instant at which it may have started. */
  readonly latest?: Instant;
  readonly because: Because;
}

export interface Ground {
  readonly from: Instant;
  readonly to: Instant;
  /** `out`: not introduced, or the rule is not in force. */
  readonly holds: Truth | 'out';
  readonly because: Because;
  /** Unless it is out: the facts that decided. */
  readonly deciding?: readonly string[];
  readonly missing?: readonly string[];
  /** Where it holds. */
  readonly run?: Run;
}

interface Setting {
  readonly history: SubjectHistory;
  readonly version: RuleVersion;
  readonly inForce: { readonly from: Instant; readonly to: Instant };
  readonly outOfForce: readonly Span[];
  /** Of each fact that the predicate names. */
  readonly steps: readonly (readonly FactStep[])[];
}

/** Ordered, without gap, over all of time. */
export function groundOf(
  history: SubjectHistory,
  version: RuleVersion,
  obligation: Obligation,
): readonly Ground[] {
  const { introduced } = history;
  const { outOfForce, timeZone } = obligation;
  const inForce = inForceOf(version, timeZone);
  const steps = [...factsOf(version.rule.appliesWhen)].map((fact) => history.facts.get(fact) ?? []);
  const last = LAST.get(version);
  if (
    last?.obligation === obligation &&
    sameIntroduction(last.introduced, introduced) &&
    steps.every((ofFact, index) => sameSteps(ofFact, last.steps[index] ?? []))
  ) {
    return last.grounds;
  }
  const grounds = readGround({ history, version, inForce, outOfForce, steps });
  LAST.set(version, { obligation, introduced, steps, grounds });
  return grounds;
}

/** What a ground rests on. Whoever follows a subject event by event asks for the same again. */
interface Last {
  readonly obligation: Obligation;
  readonly introduced: SubjectHistory['introduced'];
  /** Of each fact that the predicate names. */
  readonly steps: readonly (readonly FactStep[])[];
  readonly grounds: readonly Ground[];
}

const LAST = new WeakMap<RuleVersion, Last>();

function sameIntroduction(
  one: SubjectHistory['introduced'],
  other: SubjectHistory['introduced'],
): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  return (
    one.at === other.at &&
    one.latest === other.latest &&
    one.because.join() === other.because.join()
  );
}

function readGround(setting: Setting): readonly Ground[] {
  const bounds = boundsOf(setting);
  const grounds: Ground[] = [];
  let run: Run | undefined;
  for (const [index, from] of bounds.entries()) {
    const ground = groundAt(from, bounds[index + 1] ?? Infinity, setting);
    run = ground.holds === true ? (run ?? runStarting(from, ground, setting)) : undefined;
    append(grounds, run === undefined ? ground : { ...ground, run });
  }
  return grounds;
}

/** A ground that rests on the same as the last one prolongs it. */
function append(grounds: Ground[], next: Ground): void {
  const last = grounds.at(-1);
  const isSame =
    last !== undefined &&
    last.holds === next.holds &&
    last.run === next.run &&
    sameMembers(last.because, next.because) &&
    sameMembers(last.missing ?? [], next.missing ?? []);
  if (isSame) grounds[grounds.length - 1] = { ...last, to: next.to };
  else grounds.push(next);
}

export function groundNow(grounds: readonly Ground[], at: Instant): Ground | undefined {
  return lastAt(grounds, at, ({ from }) => from);
}

/** Whether the duty applied at an instant or just before it. */
export function appliedAtOrJustBefore(grounds: readonly Ground[], at: Instant): boolean {
  return grounds.some(({ holds, from, to }) => holds === true && from <= at && at <= to);
}

export function appliedAt(grounds: readonly Ground[], at: Instant): boolean {
  return groundNow(grounds, at)?.holds === true;
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

function boundsOf({ history, inForce, outOfForce, steps }: Setting): readonly Instant[] {
  const bounds = [-Infinity];
  const bound = (at: Instant): void => {
    if (at < Infinity) bounds.push(at);
  };
  bound(history.introduced?.at ?? Infinity);
  bound(inForce.from);
  bound(inForce.to);
  for (const { from, to } of outOfForce) {
    bound(from);
    bound(to);
  }
  for (const ofFact of steps) for (const { from } of ofFact) bound(from);
  return inOrder(bounds);
}

function groundAt(from: Instant, to: Instant, setting: Setting): Ground {
  const { history, version, inForce, outOfForce, steps } = setting;
  if (history.introduced === undefined || from < history.introduced.at) {
    return { from, to, holds: 'out', because: [] };
  }
  if (!isWithin(from, inForce)) return { from, to, holds: 'out', because: version.because };
  const lapses = outOfForce.filter((span) => isWithin(from, span));
  if (lapses.length > 0) {
    return { from, to, holds: 'out', because: becauseOf(...lapses.map((span) => span.because)) };
  }
  const stepsNow = steps.map((ofFact) => lastAt(ofFact, from, beginOf));
  const { value: holds, deciding } = decide(version.rule.appliesWhen, stepsNow);
  const because = becauseOf(...deciding.map((fact) => stepAt(history, fact, from)?.because ?? []));
  return holds === 'unknown'
    ? { from, to, holds, because, deciding, missing: deciding }
    : { from, to, holds, because, deciding };
}

function runStarting(start: Instant, ground: Ground, { history }: Setting): Run {
  const steps = (ground.deciding ?? []).map((fact) => stepAt(history, fact, start));
  const started = [
    ...steps.filter((step) => step?.from === start),
    ...(history.introduced?.at === start ? [history.introduced] : []),
  ];
  const because = becauseOf(ground.because, ...started.map((moment) => moment?.because ?? []));
  const latest = Math.max(...started.map((moment) => moment?.latest ?? start), start);
  return latest > start ? { start, latest, because } : { start, because };
}

function stepAt(history: SubjectHistory, fact: string, at: Instant): FactStep | undefined {
  return lastAt(history.facts.get(fact) ?? [], at, beginOf);
}

function beginOf({ from }: FactStep): Instant {
  return from;
}
