/** Civil dates and instants in an IANA time zone, right across changes of the clock. */
import type { Instant } from '../history.js';
import type { CivilDate } from '../rule.js';
import { addDays, dateOf, DAY_MS, epochDayOf } from './civil-date.js';

const HOUR_MS = 3_600_000;
/** No zone has ever been further from UTC than this. */
const OFFSET_MAX_MS = 16 * HOUR_MS;
const DAYS_REMEMBERED_MAX = 20_000;

export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '') return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The civil date in the zone at that instant. */
export function localDate(instant: Instant, zone: string): CivilDate {
  return dateOf(Math.floor((instant + offsetAt(instant, zone)) / DAY_MS));
}

/** The first instant of a day in the zone; a day that the zone skipped starts where it would. */
export function startOfDay(date: CivilDate, zone: string): Instant {
  return Math.min(...midnights(date, zone));
}

/** The local midnight at which the day is over for good, also where clocks fall back into it. */
export function endOfDay(date: CivilDate, zone: string): Instant {
  const struck = midnights(addDays(date, 1), zone);
  return Math.max(...struck.filter((midnight) => localDate(midnight - 1, zone) <= date));
}

/** What the zone's clocks show, in milliseconds as though they showed UTC. */
export function wallTimeAt(instant: Instant, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/**
 * The instant at which the zone's clocks show that: the first of two where they fall back over it,
 * the change itself where they leap over it.
 */
export function firstInstantOf(wall: number, zone: string): Instant {
  return Math.min(...instantsOf(wall, zone));
}

/** What the zone's clocks are ahead of UTC, in milliseconds. */
export function offsetAt(instant: Instant, zone: string): number {
  const clocks = clocksOf(zone);
  const day = Math.floor(instant / DAY_MS);
  const known = clocks.offsetOnDay.get(day);
  if (known !== undefined) return known === 'changes' ? readOffset(instant, clocks) : known;
  if (clocks.offsetOnDay.size >= DAYS_REMEMBERED_MAX) clocks.offsetOnDay.clear();
  const first = readOffset(day * DAY_MS, clocks);
  const last = readOffset((day + 1) * DAY_MS - 1, clocks);
  clocks.offsetOnDay.set(day, first === last ? first : 'changes');
  return first === last ? first : readOffset(instant, clocks);
}

function midnights(date: CivilDate, zone: string): readonly Instant[] {
  return instantsOf(epochDayOf(date) * DAY_MS, zone);
}

function instantsOf(wall: number, zone: string): readonly Instant[] {
  const offsets = [offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)];
  const struck = offsets
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant, zone) === wall);
  return struck.length > 0 ? struck : [leapOver(wall, zone)];
}

/** The change of the clock that leaps over a local time that therefore never is. */
function leapOver(wall: number, zone: string): Instant {
  let before = wall - OFFSET_MAX_MS;
  let after = wall + OFFSET_MAX_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle, zone) >= wall) after = middle;
    else before = middle;
  }
  return after;
}

interface Clocks {
  readonly format: Intl.DateTimeFormat;
  /** Reading a zone is slow, and few days change their offset: remembered by UTC day. */
  readonly offsetOnDay: Map<number, number | 'changes'>;
}
const clocksByZone = new Map<string, Clocks>();

function clocksOf(zone: string): Clocks {
  const known = clocksByZone.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const clocks = { format, offsetOnDay: new Map<number, number | 'changes'>() };
  clocksByZone.set(zone, clocks);
  return clocks;
}

function readOffset(instant: Instant, { format }: Clocks): number {
  const parts = new Map(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)] as const),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}
