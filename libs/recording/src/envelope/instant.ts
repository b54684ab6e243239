import { isTimestamp } from '#libs/governance';

const FIRST_MS = Date.parse('0001-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Why a valid time cannot be taken, or nothing. */
export function timeProblem(text: string): string | undefined {
  if (!isTimestamp(text)) {
    return 'must be an RFC 3339 time of the calendar with its offset, e.g. 2026-02-10T09:00:00+08:00';
  }
  // The offset may carry a time of 0001 or 9999 over the edge, where the database has no year.
  const instant = Date.parse(text);
  const isWithinYears = instant >= FIRST_MS && instant <= LAST_MS;
  return isWithinYears ? undefined : 'must lie in the years 0001 to 9999';
}
