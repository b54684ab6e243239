import { countWorkingDays, type CountedDay } from '../calendar/count-working-days.js';
import {
  workingCalendar,
  type Calendars,
  type WorkingCalendar,
} from '../calendar/working-calendar.js';
import type { Instant } from '../history.js';
import type { CivilDate, Due, Every } from '../rule.js';
import { addDays, addMonths, yearOf } from './civil-date.js';
import { endOfDay, localDate } from './local-time.js';

const HOUR_MS = 3_600_000;
const MONTHS_PER_YEAR = 12;

export interface DueDate {
  /** What the clock counts from. */
  readonly start: Instant;
  /** The first instant that is too late; of a term in days, the midnight after its last day. */
  readonly at: Instant;
  /** The last day. */
  readonly on: CivilDate;
  /** A year that the count needs is not published: the date may move and is never past due. */
  readonly provisional: boolean;
  /** The start is known only roughly, and another start would be due at another time. */
  readonly imprecise: boolean;
  /** Of a count of working days. */
  readonly days?: readonly CountedDay[];
}

export interface ClockSetting {
  readonly timeZone: string;
  readonly calendars: Calendars;
}

/** Due dates that are kept for each term: many subjects start at the same instants. */
const REMEMBERED_MAX = 1_000;

interface Remembered {
  readonly timeZone: string;
  readonly calendar: WorkingCalendar | undefined;
  readonly byStart: Map<Instant, DueDate>;
}

const REMEMBERED = new WeakMap<Due, Remembered>();
/** Many duties have the same term, and are due together where they start together. */
const OF_EQUAL_TERMS = new Map<string, Remembered>();
const TERMS_MAX = 10_000;

/** When something that started at an instant falls due. */
export function dueAfter(start: Instant, due: Due, setting: ClockSetting): DueDate {
  const { byStart } = rememberedOf(due, setting);
  const before = byStart.get(start);
  if (before !== undefined) return before;
  if (byStart.size >= REMEMBERED_MAX) byStart.clear();
  const date = countedFrom(start, due, setting);
  byStart.set(start, date);
  return date;
}

function rememberedOf(due: Due, { timeZone, calendars }: ClockSetting): Remembered {
  const calendar = 'calendar' in due ? calendars.get(due.calendar) : undefined;
  const before = REMEMBERED.get(due);
  if (before?.timeZone === timeZone && before.calendar === calendar) return before;
  const text = `${timeZone} ${JSON.stringify(due)}`;
  const equal = OF_EQUAL_TERMS.get(text);
  const now =
    equal !== undefined && equal.calendar === calendar
      ? equal
      : { timeZone, calendar, byStart: new Map<Instant, DueDate>() };
  if (OF_EQUAL_TERMS.size >= TERMS_MAX) OF_EQUAL_TERMS.clear();
  OF_EQUAL_TERMS.set(text, now);
  REMEMBERED.set(due, now);
  return now;
}

function countedFrom(start: Instant, due: Due, setting: ClockSetting): DueDate {
  if ('immediately' in due) return exactly(start, start, setting);
  if ('on' in due) return atTheEndOf(due.on, start, setting);
  const day = localDate(start, setting.timeZone);
  switch (due.unit) {
    case 'hour':
      return exactly(start + due.within * HOUR_MS, start, setting);
    case 'day':
      return atTheEndOf(addDays(day, due.within), start, setting);
    case 'month':
      return atTheEndOf(addMonths(day, due.within), start, setting);
    case 'year':
      return atTheEndOf(addMonths(day, due.within * MONTHS_PER_YEAR), start, setting);
    case 'working-day': {
      const calendar = setting.calendars.get(due.calendar) ?? workingCalendar(due.calendar, []);
      const { lastDay, provisional, days } = countWorkingDays(day, due, calendar);
      return { ...atTheEndOf(lastDay, start, setting), provisional, days };
    }
  }
}

/**
 * When a recurring duty is due that starts to run, or, `since: 'satisfied'`, was last satisfied, at
 * an instant. What is done in a calendar year covers that year's 31 December.
 */
export function dueAgain(
  start: Instant,
  every: Every,
  since: 'run' | 'satisfied',
  setting: ClockSetting,
): DueDate {
  if ('within' in every) return dueAfter(start, every, setting);
  const year = yearOf(localDate(start, setting.timeZone)) + (since === 'satisfied' ? 1 : 0);
  return atTheEndOf(`${String(year).padStart(4, '0')}-12-31`, start, setting);
}

/** Of a start known only roughly, the due date that makes nobody late. */
export function dueFromRough(
  start: Instant,
  latest: Instant | undefined,
  from: (start: Instant) => DueDate,
): DueDate {
  if (latest === undefined || latest <= start) return from(start);
  const lenient = from(latest);
  return { ...lenient, imprecise: from(start).at !== lenient.at };
}

export function exactly(at: Instant, start: Instant, setting: ClockSetting): DueDate {
  const on = localDate(at, setting.timeZone);
  return { start, at, on, provisional: false, imprecise: false };
}

function atTheEndOf(on: CivilDate, start: Instant, setting: ClockSetting): DueDate {
  const at = endOfDay(on, setting.timeZone);
  return { start, at, on, provisional: false, imprecise: false };
}
