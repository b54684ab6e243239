const RFC3339 = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** The instant of an RFC 3339 time in milliseconds, or undefined: only the years 1 to 9999. */
export function instantMs(given: string): number | undefined {
  const time = given.toUpperCase();
  const [, local] = RFC3339.exec(time) ?? [];
  if (local === undefined || !exists(local)) return undefined;
  const ms = Date.parse(time);
  return ms >= FIRST_MS && ms <= LAST_MS ? ms : undefined;
}

/** Whether two RFC 3339 times are one instant, to the last digit and whatever their offsets. */
export function sameInstant(one: string, other: string): boolean {
  return instantMs(one) === instantMs(other) && finer(one) === finer(other);
}

/** The digits of a fraction beyond milliseconds. */
function finer(time: string): string {
  return /\.\d{3}(\d*?)0*(?:[Z+-])/i.exec(time)?.[1] ?? '';
}

// Date.parse takes 30 February for 2 March, and 24:00 for the next day.
function exists(local: string): boolean {
  return new Date(`${local}Z`).getUTCDate() === Number(local.slice(8, 10));
}
