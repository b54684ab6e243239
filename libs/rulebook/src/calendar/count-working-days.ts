import { addDays } from '../clock/civil-date.js';
import type { CivilDate, WorkingDayTerm } from '../rule.js';
import { calendarDay, type CalendarDay, type WorkingCalendar } from './working-calendar.js';

/** A day that the count went over; `count` is its number where it counted. */
export interface CountedDay extends CalendarDay {
  readonly count?: number;
}

export interface WorkingDayCount {
  readonly lastDay: CivilDate;
  /** Some day counted over lies in a year that is not published. */
  readonly provisional: boolean;
  readonly days: readonly CountedDay[];
}

/** Goes day by day from the start until `within` working days are counted. */
export function countWorkingDays(
  start: CivilDate,
  { within, count }: Pick<WorkingDayTerm, 'within' | 'count'>,
  calendar: WorkingCalendar,
): WorkingDayCount {
  const days: CountedDay[] = [];
  let date = count === 'same-day' ? start : addDays(start, 1);
  for (let counted = 0; ; date = addDays(date, 1)) {
    const day = calendarDay(date, calendar);
    if (day.working) counted += 1;
    days.push(day.working ? { ...day, count: counted } : day);
    if (counted >= within) break;
  }
  return { lastDay: date, provisional: days.some((day) => day.provisional), days };
}
