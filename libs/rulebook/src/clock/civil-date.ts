import type { CivilDate } from '../rule.js';

export const DAY_MS = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

export function isCivilDate(value: unknown): value is CivilDate {
  if (typeof value !== 'string' || !SHAPE.test(value)) return false;
  const instant = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(value);
}

/** Days since 1970-01-01. */
export function epochDayOf(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** Days that are kept: all that is dated lies within some years. */
const DATES_MAX = 50_000;
const DATES = new Map<number, CivilDate>();

export function dateOf(epochDay: number): CivilDate {
  const before = DATES.get(epochDay);
  if (before !== undefined) return before;
  if (DATES.size >= DATES_MAX) DATES.clear();
  const date = new Date(epochDay * DAY_MS).toISOString().slice(0, 10);
  DATES.set(epochDay, date);
  return date;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOf(epochDayOf(date) + days);
}

/** Keeps the day number, clamped to the month's end: 31 January + 1 month is 28 February. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year, month, day] = partsOf(date);
  const target = year * 12 + (month - 1) + months;
  const first = firstOfMonth(target);
  const length = firstOfMonth(target + 1) - first;
  return dateOf(first + Math.min(day, length) - 1);
}

export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}

/** 0 is Sunday. */
export function weekdayOf(date: CivilDate): number {
  return (((epochDayOf(date) + 4) % 7) + 7) % 7;
}

function partsOf(date: CivilDate): [number, number, number] {
  return [yearOf(date), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function firstOfMonth(monthsSinceYearZero: number): number {
  const year = String(Math.floor(monthsSinceYearZero / 12)).padStart(4, '0');
  const month = String((monthsSinceYearZero % 12) + 1).padStart(2, '0');
  return epochDayOf(`${year}-${month}-01`);
}
