import { addDays, addMonths } from '#libs/rulebook';
import { daysBetween } from '../time/civil-day.js';

/** How far ahead deadlines are looked for: `30d`, `2w`, `3m`. */
export interface Within {
  readonly count: number;
  readonly unit: 'd' | 'w' | 'm';
}

export const WITHIN_DEFAULT: Within = { count: 30, unit: 'd' };
export const WITHIN_PATTERN = /^([1-9][0-9]{0,3})([dwm])$/;

const DAYS_MAX = { d: 1, w: 7, m: 31 };
const DAY_MAX = '9999-12-31';

export function readWithin(text: string): Within | undefined {
  const [, count, letter] = WITHIN_PATTERN.exec(text) ?? [];
  const unit = UNITS.find((one) => one === letter);
  return unit === undefined ? undefined : { count: Number(count), unit };
}

const UNITS = ['d', 'w', 'm'] as const;

/** The last day that lies within, counted from a day; what lies beyond the year 9999 does not count. */
export function lastDayWithin(today: string, { count, unit }: Within): string {
  const daysMax = count * DAYS_MAX[unit];
  if (daysBetween(today, DAY_MAX) < daysMax) return DAY_MAX;
  if (unit === 'm') return addMonths(today, count);
  return addDays(today, daysMax);
}
