const DASH = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const T = 0x54;
const Z = 0x5a;
const PLUS = 0x2b;
/** Up to where offsets are used on Earth. */
const OFFSET_HOURS_MAX = 14;
/** In February one day less than in leap years, whose last day is left to others. */
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;
const EPOCH_DAY = dayOf(2000, 1, 1);

/**
 * The RFC 3339 time in these bytes as PostgreSQL counts: microseconds since 2000. NaN where it is
 * not written the plain way: no fraction or milliseconds, capital letters, a time that each day has.
 */
export function plainInstant(bytes: Uint8Array, at: number, end: number): number {
  const day = dayAt(bytes, at);
  const time = msOfDayAt(bytes, at + 10);
  const hasFraction = bytes[at + 19] === DOT;
  const fraction = hasFraction ? numberAt(bytes, at + 20, 3) : 0;
  const offset = offsetMinutesAt(bytes, at + (hasFraction ? 23 : 19), end);
  const ms = (day * DAY_MINUTES - offset) * MINUTE_MS + time + fraction;
  return Number.isSafeInteger(ms * 1_000) ? ms * 1_000 : NaN;
}

/** `YYYY-MM-DD` in days since 2000. */
function dayAt(bytes: Uint8Array, at: number): number {
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return NaN;
  const [month, day] = [numberAt(bytes, at + 5, 2), numberAt(bytes, at + 8, 2)];
  if (day === 0 || !(day <= (MONTH_DAYS[month - 1] ?? 0))) return NaN;
  return dayOf(numberAt(bytes, at, 4), month, day) - EPOCH_DAY;
}

/** `Thh:mm:ss`. */
function msOfDayAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== T || bytes[at + 3] !== COLON || bytes[at + 6] !== COLON) return NaN;
  const hour = numberAt(bytes, at + 1, 2);
  const minute = numberAt(bytes, at + 4, 2);
  const second = numberAt(bytes, at + 7, 2);
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  return (hour * 60 + minute) * MINUTE_MS + second * 1_000;
}

/** `Z` or `+hh:mm`, up to the end. */
function offsetMinutesAt(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at];
  if (sign === Z && at + 1 === end) return 0;
  if ((sign !== PLUS && sign !== DASH) || bytes[at + 3] !== COLON || at + 6 !== end) return NaN;
  const [hours, minutes] = [numberAt(bytes, at + 1, 2), numberAt(bytes, at + 4, 2)];
  if (hours > OFFSET_HOURS_MAX || minutes > 59) return NaN;
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes);
}

function numberAt(bytes: Uint8Array, at: number, digits: number): number {
  let number = 0;
  for (let offset = at; offset < at + digits; offset += 1) {
    const digit = (bytes[offset] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Counted from some day on, in years that begin with March, so that leap days come last. */
function dayOf(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((((month + 9) % 12) * 153 + 2) / 5) + day;
}
