import { weekdayOf, yearOf } from '../clock/civil-date.js';
import type { CivilDate } from '../rule.js';

/** One year as its authority published it. */
export interface PublishedYear {
  readonly year: number;
  /** Days off beside, or in place of, weekends. */
  readonly daysOff: readonly CivilDate[];
  /** Saturdays and Sundays that are worked to make up for days off. */
  readonly workingWeekendDays: readonly CivilDate[];
}

export interface WorkingCalendar {
  readonly id: string;
  readonly years: ReadonlySet<number>;
  readonly daysOff: ReadonlySet<CivilDate>;
  readonly workingWeekendDays: ReadonlySet<CivilDate>;
  /** Month and day, `MM-DD`, of the days off that a statute fixes for every year. */
  readonly fixedDaysOff: ReadonlySet<string>;
}

export type Calendars = ReadonlyMap<string, WorkingCalendar>;

export type DayKind = 'working' | 'weekend' | 'holiday' | 'make-up';

export interface CalendarDay {
  readonly date: CivilDate;
  readonly kind: DayKind;
  readonly working: boolean;
  /** The year is not published: Monday to Friday less the fixed days is assumed. */
  readonly provisional: boolean;
}

/**
 * China's public holidays that fall on the same date each year (Regulation on Public Holidays for
 * National Annual Festivals and Memorial Days, as revised in 2024).
 */
const FIXED_DAYS_OFF: ReadonlyMap<string, readonly string[]> = new Map([
  ['cn', ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']],
]);

/** A year published again replaces what it said before. */
export function workingCalendar(
  id: string,
  published: readonly PublishedYear[],
  fixedDaysOff: readonly string[] = FIXED_DAYS_OFF.get(id) ?? [],
): WorkingCalendar {
  const years = [...new Map(published.map((entry) => [entry.year, entry])).values()];
  return {
    id,
    years: new Set(years.map(({ year }) => year)),
    daysOff: new Set(years.flatMap(({ daysOff }) => daysOff)),
    workingWeekendDays: new Set(years.flatMap(({ workingWeekendDays }) => workingWeekendDays)),
    fixedDaysOff: new Set(fixedDaysOff),
  };
}

export function calendarDay(date: CivilDate, calendar: WorkingCalendar): CalendarDay {
  const kind = kindOf(date, calendar);
  return {
    date,
    kind,
    working: kind === 'working' || kind === 'make-up',
    provisional: !calendar.years.has(yearOf(date)),
  };
}

function kindOf(date: CivilDate, calendar: WorkingCalendar): DayKind {
  if (calendar.daysOff.has(date)) return 'holiday';
  if (calendar.workingWeekendDays.has(date)) return 'make-up';
  const weekday = weekdayOf(date);
  if (weekday === 0 || weekday === 6) return 'weekend';
  const assumed = !calendar.years.has(yearOf(date));
  return assumed && calendar.fixedDaysOff.has(date.slice(5)) ? 'holiday' : 'working';
}
