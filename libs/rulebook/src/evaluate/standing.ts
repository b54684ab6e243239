import { dueAfter, dueFromRough, type ClockSetting, type DueDate } from '../clock/due-date.js';
import type { Because, Instant } from '../history.js';
import type { Rule } from '../rule.js';
import { isPast, type Course, type Outcome } from './course.js';
import { runsIn, type Ground, type Run } from './ground.js';
import { becauseOf, lastAt } from './instants.js';
import { actsOn, membersOf, type Key, type Mark } from './marks.js';

/** From an instant on the evidence satisfies the rule, `since` when, or does not. */
interface Satisfaction {
  readonly from: Instant;
  readonly since?: Instant | undefined;
  /** The evidence that satisfies; where none does, what undid it. */
  readonly because: Because;
}

export function standingCourse(
  rule: Rule,
  marks: readonly Mark[],
  grounds: readonly Ground[],
  setting: ClockSetting,
): Course {
  const runs = runsIn(grounds);
  const satisfactions = satisfactionsOf(rule, marks, runs);
  const dues = new Map(runs.map((run) => [run, dueOf(rule, run, setting)] as const));
  const bounds: Instant[] = [];
  for (const due of dues.values()) if (due !== undefined) bounds.push(due.at);
  let last: Answer | undefined;
  return {
    bounds,
    applying: (at, run) => {
      const now = lastAt(satisfactions, at, ({ from }) => from);
      const due = dues.get(run);
      const isLate = isPast(due, at);
      // Most bounds are those of other duties' evidence or of other grounds of the same run.
      if (last?.run === run && last.now === now && last.isLate === isLate) return last.outcome;
      const outcome = outcomeOf(run, now, due, isLate);
      last = { run, now, isLate, outcome };
      return outcome;
    },
  };
}

/** What was answered last, and all that it rests on. */
interface Answer {
  readonly run: Run;
  readonly now: Satisfaction | undefined;
  readonly isLate: boolean;
  readonly outcome: Outcome;
}

function outcomeOf(
  run: Run,
  now: Satisfaction | undefined,
  due: DueDate | undefined,
  isLate: boolean,
): Outcome {
  if (now?.since !== undefined) {
    return { status: 'met', because: now.because, due, metAt: now.since };
  }
  const because = becauseOf(run.because, now?.because ?? []);
  return { status: isLate ? 'unevidenced' : 'pending', because, due };
}

function dueOf({ due }: Rule, run: Run, setting: ClockSetting): DueDate | undefined {
  if (due === undefined || 'before' in due) return undefined;
  return dueFromRough(run.start, run.latest, (start) => dueAfter(start, due, setting));
}

function satisfactionsOf(
  rule: Rule,
  marks: readonly Mark[],
  runs: readonly Run[],
): readonly Satisfaction[] {
  if (marks.length === 0 && rule.since !== 'run') return NO_SATISFACTIONS;
  const evidence = new Evidence(membersOf(rule.satisfiedBy).length);
  if (rule.since !== 'run') return marks.map((mark) => evidence.take(mark));
  const starts = runs.map(({ start }) => start);
  return marksAndStarts(marks, starts).map((step) =>
    typeof step === 'number' ? evidence.startAnew(step) : evidence.take(step),
  );
}

const NO_SATISFACTIONS: readonly Satisfaction[] = [];

/** A run starts before what happens at its first instant. */
function marksAndStarts(
  marks: readonly Mark[],
  starts: readonly Instant[],
): readonly (Mark | Instant)[] {
  const instantOf = (step: Mark | Instant): Instant =>
    typeof step === 'number' ? step : step.event.instant;
  return [...starts, ...marks].sort((a, b) => instantOf(a) - instantOf(b));
}

/** What stands on record for each member of `satisfiedBy`, key by key. */
class Evidence {
  private readonly members: readonly Map<Key, Mark>[];
  private since: Instant | undefined;
  private undone: Because = [];

  constructor(memberCount: number) {
    this.members = Array.from({ length: memberCount }, () => new Map<Key, Mark>());
  }

  /** Satisfies first: an event that also undoes leaves nothing standing. */
  take(mark: Mark): Satisfaction {
    for (const [place, standing] of this.members.entries()) {
      if (mark.satisfies.has(place)) {
        for (const key of mark.keys) if (!standing.has(key)) standing.set(key, mark);
      }
      if (!mark.undoes.has(place)) continue;
      for (const key of [...standing.keys()]) {
        if (!actsOn(mark, key)) continue;
        standing.delete(key);
        this.undone = mark.event.because;
      }
    }
    return this.satisfactionFrom(mark.event.instant);
  }

  startAnew(at: Instant): Satisfaction {
    for (const standing of this.members) standing.clear();
    this.undone = [];
    return this.satisfactionFrom(at);
  }

  private satisfactionFrom(from: Instant): Satisfaction {
    const isMet = this.members.length > 0 && this.members.every(({ size }) => size > 0);
    this.since = isMet ? (this.since ?? from) : undefined;
    if (!isMet) return { from, because: this.undone };
    const marks = this.members.flatMap((standing) => [...standing.values()]);
    return {
      from,
      since: this.since,
      because: becauseOf(...marks.map(({ event }) => event.because)),
    };
  }
}
