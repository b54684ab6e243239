import { Temporal } from 'temporal-polyfill';

/** The first instant of a civil day (`YYYY-MM-DD`) in a time zone, in milliseconds since 1970. */
export function startOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The first instant after a civil day. */
export function endOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Days from one civil day to another; negative where the other comes before. */
export function daysBetween(one: string, other: string): number {
  return Temporal.PlainDate.from(one).until(Temporal.PlainDate.from(other)).days;
}

export function isCivilDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
