import { isDay, isTimestamp } from '#libs/governance';
import { Temporal } from 'temporal-polyfill';
import type { Parameter } from './parameter.js';
import { isInToldYears } from './told-years.js';

/** A time with its offset, or a bare date that is read in the house's time zone. */
export function timeBound(description: string, example: string): Parameter<string> {
  return {
    description,
    schema: { type: 'string', minLength: 10, maxLength: 35 },
    example,
    repeats: false,
    read: ([given]) =>
      (isDay(given) || isTimestamp(given)) && isInToldYears(given)
        ? { value: given }
        : { wrong: 'must be a date or an RFC 3339 time with its offset, of a year from 1 to 9999' },
  };
}

/** The instant at which a lower bound begins: a date from its start. */
export function startOf(bound: string, timeZone: string): string {
  return isDay(bound) ? midnight(Temporal.PlainDate.from(bound), timeZone) : bound;
}

/** The instant before which an upper bound ends: a date with its last moment. */
export function endOf(bound: string, timeZone: string): string {
  return isDay(bound) ? midnight(Temporal.PlainDate.from(bound).add({ days: 1 }), timeZone) : bound;
}

function midnight(date: Temporal.PlainDate, timeZone: string): string {
  return date.toZonedDateTime({ timeZone }).toInstant().toString();
}
