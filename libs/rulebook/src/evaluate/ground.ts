/** Whether the duty applies: in force, and what its predicate says, over all of time. */
import { startOfDay } from '../clock/local-time.js';
import type { Because, FactStep, Instant, Obligation, Span, SubjectHistory } from '../history.js';
import { decidingFacts, factsOf, judge, type Judgement, type Truth } from '../predicate/judge.js';
import type { Rule } from '../rule.js';
import type { RuleVersion } from '../versions/rule-versions.js';
import { becauseOf, inOrder, isWithin, lastAt } from './instants.js';
import { sameSteps } from './same-steps.js';

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
  readonly judgement?: Judgement;
  readonly missing?: readonly string[];
  /** Where it holds. */
  readonly run?: Run;
}

interface Setting {
  readonly history: SubjectHistory;
  readonly version: RuleVersion;
  readonly inForce: { readonly from: Instant; readonly to: Instant };
  readonly outOfForce: readonly Span[];
}

/** Ordered, without gap, over all of time. */
export function groundOf(
  history: SubjectHistory,
  version: RuleVersion,
  obligation: Obligation,
): readonly Ground[] {
  const { introduced } = history;
  const steps = [...factsOf(version.rule.appliesWhen)].map((fact) => history.facts.get(fact) ?? []);
  const last = LAST.get(version);
  if (
    last?.obligation === obligation &&
    sameIntroduction(last.introduced, introduced) &&
    steps.every((ofFact, index) => sameSteps(ofFact, last.steps[index] ?? []))
  ) {
    return last.grounds;
  }
  const grounds = readGround(history, version, obligation);
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

function readGround(
  history: SubjectHistory,
  version: RuleVersion,
  obligation: Obligation,
): readonly Ground[] {
  const inForce = inForceOf(version, obligation.timeZone);
  const setting = { history, version, inForce, outOfForce: obligation.outOfForce };
  const bounds = boundsOf(setting);
  let run: Run | undefined;
  return bounds.map((from, index) => {
    const ground = groundAt(from, bounds[index + 1] ?? Infinity, setting);
    run = ground.holds === true ? (run ?? runStarting(from, ground, setting)) : undefined;
    return run === undefined ? ground : { ...ground, run };
  });
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

function boundsOf({ history, version, inForce, outOfForce }: Setting): readonly Instant[] {
  const facts = [...factsOf(version.rule.appliesWhen)];
  const bounds = [
    -Infinity,
    ...(history.introduced === undefined ? [] : [history.introduced.at]),
    inForce.from,
    inForce.to,
    ...outOfForce.flatMap(({ from, to }) => [from, to]),
    ...facts.flatMap((fact) => (history.facts.get(fact) ?? []).map(({ from }) => from)),
  ];
  return inOrder(bounds.filter((bound) => bound < Infinity));
}

function groundAt(from: Instant, to: Instant, setting: Setting): Ground {
  const { history, version, inForce, outOfForce } = setting;
  if (history.introduced === undefined || from < history.introduced.at) {
    return { from, to, holds: 'out', because: [] };
  }
  if (!isWithin(from, inForce)) return { from, to, holds: 'out', because: version.because };
  const lapses = outOfForce.filter((span) => isWithin(from, span));
  if (lapses.length > 0) {
    return { from, to, holds: 'out', because: becauseOf(...lapses.map((span) => span.because)) };
  }
  const judgement = judge(version.rule.appliesWhen, (fact) => stepAt(history, fact, from)?.value);
  const deciding = decidingFacts(judgement);
  const because = becauseOf(...deciding.map((fact) => stepAt(history, fact, from)?.because ?? []));
  const ground = { from, to, holds: judgement.value, because, judgement };
  return judgement.value === 'unknown' ? { ...ground, missing: deciding } : ground;
}

function runStarting(start: Instant, ground: Ground, { history }: Setting): Run {
  const deciding = ground.judgement === undefined ? [] : decidingFacts(ground.judgement);
  const steps = deciding.map((fact) => stepAt(history, fact, start));
  const started = [
    ...steps.filter((step) => step?.from === start),
    ...(history.introduced?.at === start ? [history.introduced] : []),
  ];
  const because = becauseOf(ground.because, ...started.map((moment) => moment?.because ?? []));
  const latest = Math.max(...started.map((moment) => moment?.latest ?? start), start);
  return latest > start ? { start, latest, because } : { start, because };
}

function stepAt(history: SubjectHistory, fact: string, at: Instant): FactStep | undefined {
  return lastAt(history.facts.get(fact) ?? [], at, ({ from }) => from);
}
