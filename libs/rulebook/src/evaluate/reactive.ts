import {
  dueAfter,
  dueFromRough,
  exactly,
  type ClockSetting,
  type DueDate,
} from '../clock/due-date.js';
import type { Because, Instant } from '../history.js';
import type { Rule } from '../rule.js';
import { isPast, type Course, type Outcome } from './course.js';
import { appliedAtOrJustBefore, type Ground } from './ground.js';
import { membersOf, type Key, type Mark } from './marks.js';
import { actingOn, settlementBy, type Settlement } from './settle.js';

/** What a trigger opened for one key. It outlives the run. */
interface Task {
  readonly opened: Instant;
  readonly because: Because;
  readonly due?: DueDate | undefined;
  readonly settled: Settlement;
  /** Due before its trigger: an announced trigger makes it pending until then. */
  readonly isAnnounced: boolean;
}

export function reactiveCourse(
  rule: Rule,
  marks: readonly Mark[],
  grounds: readonly Ground[],
  setting: ClockSetting,
): Course {
  const tasks = tasksOf(rule, marks, grounds, setting);
  const isOpen = (task: Task, at: Instant): boolean => task.opened <= at && at < task.settled.at;
  const isAhead = (task: Task, at: Instant): boolean =>
    task.isAnnounced && at < task.opened && at < task.settled.at;
  return {
    bounds: tasks.flatMap(({ due, settled }) => [settled.at, ...(due ? [due.at] : [])]),
    applying: (at, run) => {
      const open = tasks.filter((task) => isOpen(task, at) || isAhead(task, at));
      return worstOf(open, at) ?? allSettled(tasks, at) ?? { status: 'met', because: run.because };
    },
    outliving: (at) =>
      worstOf(
        tasks.filter((task) => isOpen(task, at)),
        at,
      ),
  };
}

/** Past due before pending; among equals the one that is, or was, due first. */
function worstOf(open: readonly Task[], at: Instant): Outcome | undefined {
  const byDue = open.toSorted((a, b) => dueAtOf(a) - dueAtOf(b));
  const overdue = byDue.find(({ due }) => isPast(due, at));
  const worst = overdue ?? byDue[0];
  if (worst === undefined) return undefined;
  const { because, due } = worst;
  return { status: overdue === undefined ? 'pending' : 'unevidenced', because, due };
}

function dueAtOf({ due }: Task): Instant {
  return due?.at ?? Infinity;
}

function allSettled(tasks: readonly Task[], at: Instant): Outcome | undefined {
  const settled = tasks.filter((task) => task.settled.at <= at);
  const last = settled.toSorted((a, b) => b.settled.at - a.settled.at)[0];
  if (last === undefined) return undefined;
  const { because, at: metAt } = last.settled;
  return { status: 'met', because, due: last.due, metAt };
}

function tasksOf(
  rule: Rule,
  marks: readonly Mark[],
  grounds: readonly Ground[],
  setting: ClockSetting,
): readonly Task[] {
  const members = membersOf(rule.satisfiedBy).map((_, place) => place);
  const isAnnounced = rule.due !== undefined && 'before' in rule.due;
  return marks.flatMap((mark, place) => {
    const { instant, because } = mark.event;
    if (!mark.triggers || !appliedAtOrJustBefore(grounds, instant)) return [];
    const due = dueOf(rule, mark, setting);
    return mark.keys.map((key): Task => {
      const eligible = isAnnounced ? sincePrevious(marks, mark, key) : marks.slice(place + 1);
      const settled = settlementBy(eligible, actingOn(key), members);
      return { opened: instant, because, due, settled, isAnnounced };
    });
  });
}

/** Evidence for a trigger that it had to precede: after that key's previous trigger. */
function sincePrevious(marks: readonly Mark[], trigger: Mark, key: Key): readonly Mark[] {
  const previous = marks.findLast(
    ({ triggers, keys, event }) =>
      triggers && keys.includes(key) && event.instant < trigger.event.instant,
  );
  if (previous === undefined) return marks;
  return marks.filter(({ event }) => event.instant > previous.event.instant);
}

function dueOf({ due }: Rule, { event }: Mark, setting: ClockSetting): DueDate | undefined {
  if (due === undefined) return undefined;
  return dueFromRough(event.instant, event.latest, (start) =>
    'before' in due ? exactly(start, start, setting) : dueAfter(start, due, setting),
  );
}
