import { isDay } from '#libs/governance';

const EARLIEST = Date.parse('0001-01-02T00:00:00Z');
const LATEST = Date.parse('9999-12-30T00:00:00Z');

/** Whether a day or an instant is told with a year from 0001 to 9999 by every clock of the world. */
export function isInToldYears(text: string): boolean {
  const instant = Date.parse(isDay(text) ? `${text}T00:00:00Z` : text);
  return instant >= EARLIEST && instant <= LATEST;
}
