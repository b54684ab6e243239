/** Whether the duty applies: in force, and what its predicate says, over all of time. */
import type { Because, Instant, Obligation, SubjectHistory } from '../history.js';
import type { Truth } from '../predicate/judge.js';
import { stretchesOf, type Stretch } from '../predicate/stretches.js';
import type { RuleVersion } from '../versions/rule-versions.js';
import { windowsOf, type Window } from './force.js';
import { becauseOf, lastAt } from './instants.js';
import { sameIntroduction, sameMembers } from './same-steps.js';

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
  /** Where it is unknown. */
  readonly missing?: readonly string[];
  /** Where it holds. */
  readonly run?: Run;
}

type Introduction = SubjectHistory['introduced'];

/** Ordered, without gap, over all of time. */
export function groundOf(
  history: SubjectHistory,
  version: RuleVersion,
  obligation: Obligation,
): readonly Ground[] {
  const { introduced, facts } = history;
  const stretches = stretchesOf(version.rule.appliesWhen, facts);
  const last = LAST.get(version);
  const isStill = last?.obligation === obligation && sameIntroduction(last.introduced, introduced);
  if (isStill && last.stretches === stretches) return last.grounds;
  const windows = isStill ? last.windows : windowsOf(introduced, version, obligation);
  const grounds = readGrounds(windows, stretches, introduced);
  LAST.set(version, { obligation, introduced, windows, stretches, grounds });
  return grounds;
}

/** What a ground rests on. Whoever follows a subject event by event asks for the same again. */
interface Last {
  readonly obligation: Obligation;
  readonly introduced: Introduction;
  readonly windows: readonly Window[];
  readonly stretches: readonly Stretch[];
  readonly grounds: readonly Ground[];
}

const LAST = new WeakMap<RuleVersion, Last>();

/** Goes through the windows and, within those in force, through the stretches of the predicate. */
function readGrounds(
  windows: readonly Window[],
  stretches: readonly Stretch[],
  introduced: Introduction,
): readonly Ground[] {
  const grounds: Growing[] = [];
  let run: Run | undefined;
  let place = 0;
  for (const { from, to, out } of windows) {
    if (out !== undefined) {
      run = undefined;
      append(grounds, { from, to, holds: 'out', because: out });
      continue;
    }
    for (let at = from; at < to; at = Math.min(endOf(stretches, place), to)) {
      while (endOf(stretches, place) <= at) place += 1;
      const stretch = stretches[place];
      if (stretch === undefined) break;
      const { decision, because } = stretch;
      const { value: holds, deciding } = decision;
      const end = Math.min(endOf(stretches, place), to);
      run = holds === true ? (run ?? runStarting(at, stretch, introduced)) : undefined;
      if (run !== undefined) append(grounds, { from: at, to: end, holds, because, run });
      else if (holds !== 'unknown') append(grounds, { from: at, to: end, holds, because });
      else append(grounds, { from: at, to: end, holds, because, missing: deciding });
    }
  }
  return grounds;
}

function endOf(stretches: readonly Stretch[], place: number): Instant {
  return stretches[place + 1]?.from ?? Infinity;
}

type Growing = { -readonly [Field in keyof Ground]: Ground[Field] };

/** A ground that rests on the same as the last one prolongs it. */
function append(grounds: Growing[], next: Ground): void {
  const last = grounds.at(-1);
  const isSame =
    last !== undefined &&
    last.holds === next.holds &&
    last.run === next.run &&
    sameMembers(last.because, next.because) &&
    sameMembers(last.missing ?? NONE, next.missing ?? NONE);
  if (isSame) last.to = next.to;
  else grounds.push(next);
}

const NONE: readonly string[] = [];

export function groundNow(grounds: readonly Ground[], at: Instant): Ground | undefined {
  return lastAt(grounds, at, ({ from }) => from);
}

/** Each once, in order. */
export function runsIn(grounds: readonly Ground[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { run } of grounds) if (run !== undefined && run !== runs.at(-1)) runs.push(run);
  return runs;
}

/** Whether the duty applied at an instant or just before it. */
export function appliedAtOrJustBefore(grounds: readonly Ground[], at: Instant): boolean {
  return grounds.some(({ holds, from, to }) => holds === true && from <= at && at <= to);
}

export function appliedAt(grounds: readonly Ground[], at: Instant): boolean {
  return groundNow(grounds, at)?.holds === true;
}

function runStarting(
  start: Instant,
  { deciding, because }: Stretch,
  introduced: Introduction,
): Run {
  const started = [
    ...deciding.filter((step) => step?.from === start),
    ...(introduced?.at === start ? [introduced] : []),
  ];
  const all = becauseOf(because, ...started.map((moment) => moment?.because ?? []));
  const latest = Math.max(...started.map((moment) => moment?.latest ?? start), start);
  return latest > start ? { start, latest, because: all } : { start, because: all };
}
