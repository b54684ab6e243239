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
  const bounds: Instant[] = [];
  for (const { due, settled } of tasks) {
    bounds.push(settled.at);
    if (due !== undefined) bounds.push(due.at);
  }
  return {
    bounds,
    applying: (at, run) =>
      worstOf(tasks, at, (task) => isOpen(task, at) || isAhead(task, at)) ??
      allSettled(tasks, at) ?? { status: 'met', because: run.because },
    outliving: (at) => worstOf(tasks, at, (task) => isOpen(task, at)),
  };
}

function isOpen({ opened, settled }: Task, at: Instant): boolean {
  return opened <= at && at < settled.at;
}

function isAhead({ isAnnounced, opened, settled }: Task, at: Instant): boolean {
  return isAnnounced && at < opened && at < settled.at;
}

/** Past due before pending; among equals the one that is, or was, due first. */
function worstOf(
  tasks: readonly Task[],
  at: Instant,
  counts: (task: Task) => boolean,
): Outcome | undefined {
  let overdue: Task | undefined;
  let first: Task | undefined;
  for (const task of tasks) {
    if (!counts(task)) continue;
    if (isPast(task.due, at) && isDueBefore(task, overdue)) overdue = task;
    if (isDueBefore(task, first)) first = task;
  }
  const worst = overdue ?? first;
  if (worst === undefined) return undefined;
  const { because, due } = worst;
  return { status: overdue === undefined ? 'pending' : 'unevidenced', because, due };
}

function isDueBefore(task: Task, other: Task | undefined): boolean {
  return other === undefined || dueAtOf(task) < dueAtOf(other);
}

function dueAtOf({ due }: Task): Instant {
  return due?.at ?? Infinity;
}

function allSettled(tasks: readonly Task[], at: Instant): Outcome | undefined {
  let last: Task | undefined;
  for (const task of tasks) {
    if (task.settled.at > at) continue;
    if (last === undefined || task.settled.at > last.settled.at) last = task;
  }
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
