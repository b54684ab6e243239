import { addDays, addMonths, endOfDay } from '#libs/rulebook';
import type { TimePrecision } from '../payload/payload.js';
import { isDay } from '../time/timestamp.js';

interface Roughly {
  /** Valid time as written, with its offset. */
  readonly time: string;
  readonly precision?: TimePrecision | undefined;
}

/**
 * The last instant at which something may have happened whose source gives a day, a month or a year
 * only: the end of that day, month or year at the offset of its time. Nothing where it is precise.
 */
export function latestOf({ time, precision }: Roughly): number | undefined {
  if (precision === undefined) return undefined;
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(time)?.[0] ?? 'Z';
  const day = dayAfter(time.slice(0, 'YYYY-MM-DD'.length), precision);
  return Date.parse(`${day}T00:00:00${offset}`) - 1;
}

/** The end of what holds until a day, its last one there, or until an instant. */
export function endOfUntil(until: string, timeZone: string): number {
  return isDay(until) ? endOfDay(until, timeZone) : Date.parse(until);
}

function dayAfter(day: string, precision: TimePrecision): string {
  if (precision === 'day') return addDays(day, 1);
  if (precision === 'month') return addMonths(`${day.slice(0, 'YYYY-MM'.length)}-01`, 1);
  return addMonths(`${day.slice(0, 'YYYY'.length)}-01-01`, 12);
}
