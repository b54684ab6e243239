import type { Occurrence } from './occurrence.js';

/** One year of a calendar as an authority announced it. */
export interface CalendarYear {
  readonly year: number;
  /** Weekdays off, and statutory days. */
  readonly daysOff: readonly string[];
  /** Weekend days that are worked. */
  readonly workingWeekendDays: readonly string[];
  readonly notice: string;
  readonly published: Occurrence;
}

export interface CalendarState {
  /** In order of the year; a year counts as soon as it is known, whatever its valid time. */
  readonly years: readonly CalendarYear[];
}

export const UNPUBLISHED_CALENDAR: CalendarState = { years: [] };
