const TIMESTAMP =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PARTIAL_DAY = /^\d{4}(-(0[1-9]|1[0-2]))?$/;

/** Whether a text is an RFC 3339 instant with its offset, upper-case `T` and `Z`, without leap second. */
export function isTimestamp(text: string): boolean {
  const day = TIMESTAMP.exec(text)?.[1];
  return day !== undefined && isDay(day);
}

/** The instant of an RFC 3339 text in milliseconds since 1970; finer fractions are cut off. */
export function instantOf(time: string): number {
  return Date.parse(time);
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`; 30 February is not. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  return new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8));
}

/** A year, a month or a day, as precise as a source gives it. */
export function isPartialDay(text: string): boolean {
  return PARTIAL_DAY.test(text) || isDay(text);
}

export function isDayOrTimestamp(text: string): boolean {
  return isDay(text) || isTimestamp(text);
}
