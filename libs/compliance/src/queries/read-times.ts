import { isDay, isTimestamp } from '#libs/governance';
import { endOfDay } from '../time/civil-day.js';
import type { Stretch } from '#libs/database';
import { InvalidAsOf, OutsidePeriod } from './errors.js';

const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');
/** Between them no clock of the world shows a year that is not written with four digits from 0001. */
const EARLIEST_MS = Date.parse('0001-01-01T12:00:00Z');
const LATEST_MS = Date.parse('9999-12-31T09:59:59.999Z');

/** The instant of a `validAt`, as RFC 3339 in UTC; a bare date is its last millisecond there. */
export function readValidAt(validAt: string, timeZone: string): string {
  const instant = isDay(validAt) ? endOfDay(validAt, timeZone) - 1 : instantOf(validAt);
  if (instant === undefined || instant < FIRST_INSTANT) throw new InvalidAsOf('validAt', validAt);
  return new Date(Math.max(EARLIEST_MS, Math.min(instant, LATEST_MS))).toISOString();
}

/** @throws OutsidePeriod where whoever asks may not ask about the instant */
export function refuseOutside(period: Stretch | undefined, instant: string): void {
  if (period === undefined) return;
  const { from = FIRST_INSTANT, to = Infinity } = period;
  const asked = Date.parse(instant);
  if (asked < Number(from) || asked >= Number(to)) throw new OutsidePeriod(period);
}

/** A position, or a time to be looked up in the ledger. */
export type KnownAt = { readonly position: number } | { readonly time: string };

export function readKnownAt(knownAt: string): KnownAt {
  const digits = /^position:(\d{1,16})$/.exec(knownAt)?.[1];
  const position = Number(digits);
  if (Number.isSafeInteger(position)) return { position };
  const instant = digits === undefined ? instantOf(knownAt) : undefined;
  if (instant === undefined || instant < FIRST_INSTANT || instant > LAST_INSTANT) {
    throw new InvalidAsOf('knownAt', knownAt);
  }
  return { time: new Date(instant).toISOString() };
}

/** The `+` of an offset is a blank where somebody did not encode it in an address. */
function instantOf(text: string): number | undefined {
  const time = text.replace(/ (?=\d{2}:\d{2}$)/, '+').toUpperCase();
  return isTimestamp(time) ? Date.parse(time) : undefined;
}
