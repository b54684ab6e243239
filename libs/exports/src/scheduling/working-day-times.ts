import {
  addDays,
  addMonths,
  calendarDay,
  firstInstantOf,
  localDate,
  startOfDay,
} from '#libs/rulebook';
import type { WorkingCalendar } from '#libs/rulebook';
import type { CalendarVersion } from './calendar-versions.js';
import type { WorkingDayTerm } from './schedule.js';

const MINUTE_MS = 60_000;

/** A nominal time; provisional while the year is not published that the day lies in. */
export interface WorkingDayTime {
  readonly at: number;
  readonly provisional: boolean;
}

/**
 * The nominal times after an instant, in order, one a month: each by the calendar as it was known
 * when it came, so that what is learnt later moves no time that has passed. Where a month's day is
 * announced only once it has passed, it is due at that day.
 * @param after an instant at which that month's time, if it came by then, is done with
 */
export function* workingDayTimes(
  term: WorkingDayTerm,
  versions: readonly CalendarVersion[],
  after: number,
): Generator<WorkingDayTime> {
  let month = `${localDate(after, term.timeZone).slice(0, 7)}-01`;
  const begin = startOfDay(month, term.timeZone);
  for (const [index, { from, calendar }] of versions.entries()) {
    const until = versions[index + 1]?.from ?? Infinity;
    if (until <= begin) continue;
    for (; ; month = addMonths(month, 1)) {
      const time = timeIn(month, term, calendar);
      if (time.at > until) break;
      if (time.at > after || (from > after && isMonthOf(month, from, term.timeZone))) yield time;
    }
  }
}

function isMonthOf(month: string, instant: number, timeZone: string): boolean {
  return localDate(instant, timeZone).startsWith(month.slice(0, 7));
}

/** @param month its first day */
function timeIn(
  month: string,
  { nth, at, timeZone }: WorkingDayTerm,
  calendar: WorkingCalendar,
): WorkingDayTime {
  const days = daysOf(month).map((date) => calendarDay(date, calendar));
  const working = days.filter((day) => day.working);
  const day = working[nth - 1] ?? working.at(-1) ?? days.at(-1);
  const date = day?.date ?? month;
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const wall = Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * MINUTE_MS;
  return { at: firstInstantOf(wall, timeZone), provisional: day?.provisional ?? true };
}

function daysOf(month: string): readonly string[] {
  const end = addMonths(month, 1);
  const days: string[] = [];
  for (let day = month; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}
