import { dueAgain, dueFromRough, type ClockSetting, type DueDate } from '../clock/due-date.js';
import type { Instant } from '../history.js';
import type { Every, Rule } from '../rule.js';
import { isPast, type Course } from './course.js';
import { runsIn, type Ground, type Run } from './ground.js';
import { becauseOf, lastAt } from './instants.js';
import { membersOf, type Mark } from './marks.js';

/** One satisfying event and until when it serves. */
interface Turn {
  readonly mark: Mark;
  readonly due: DueDate;
}

export function recurringCourse(
  rule: Rule,
  marks: readonly Mark[],
  grounds: readonly Ground[],
  setting: ClockSetting,
): Course {
  const { every } = rule;
  if (every === undefined) return { bounds: [], applying: pendingForEver };
  const dueOfRun = firstDues(every, grounds, setting);
  const turnsByMember = turnsOf(rule, every, marks, setting);
  const dues = [...dueOfRun.values(), ...turnsByMember.flat().map(({ due }) => due)];
  return {
    bounds: dues.map(({ at }) => at),
    applying: (at, run) => {
      const turns = turnsByMember.map((turns) =>
        lastAt(turns, at, ({ mark }) => mark.event.instant),
      );
      const taken = turns.filter((turn) => turn !== undefined);
      const turn = taken.length === turns.length ? firstToLapse(taken) : undefined;
      const because = becauseOf(...taken.map(({ mark }) => mark.event.because));
      if (turn !== undefined && at < turn.due.at) {
        const metAt = Math.max(...taken.map(({ mark }) => mark.event.instant));
        return { status: 'met', because, due: turn.due, metAt };
      }
      const due = lastOf(dueOfRun.get(run.start), turn?.due, at);
      const status = isPast(due, at) ? 'unevidenced' : 'pending';
      return { status, because: becauseOf(run.because, because), due };
    },
  };
}

/** A date that may still move is not past; else the later date counts. */
function lastOf(
  first: DueDate | undefined,
  again: DueDate | undefined,
  at: Instant,
): DueDate | undefined {
  const dues = [first, again].filter((due) => due !== undefined);
  const inOrder = dues.toSorted((a, b) => b.at - a.at);
  return inOrder.find((due) => !isPast(due, at)) ?? inOrder[0];
}

function firstToLapse(turns: readonly Turn[]): Turn | undefined {
  return turns.toSorted((a, b) => a.due.at - b.due.at)[0];
}

function firstDues(
  every: Every,
  grounds: readonly Ground[],
  setting: ClockSetting,
): ReadonlyMap<Instant, DueDate> {
  return new Map(
    runsIn(grounds).map(({ start, latest }) => [
      start,
      dueFromRough(start, latest, (from) => dueAgain(from, every, 'run', setting)),
    ]),
  );
}

function turnsOf(
  rule: Rule,
  every: Every,
  marks: readonly Mark[],
  setting: ClockSetting,
): readonly (readonly Turn[])[] {
  return membersOf(rule.satisfiedBy).map((_, place) =>
    marks
      .filter(({ satisfies }) => satisfies.has(place))
      .map((mark) => {
        const { instant, latest } = mark.event;
        const again = (from: Instant): DueDate => dueAgain(from, every, 'satisfied', setting);
        return { mark, due: dueFromRough(instant, latest, again) };
      }),
  );
}

function pendingForEver(_at: Instant, run: Run): { status: 'pending'; because: readonly number[] } {
  return { status: 'pending', because: run.because };
}
