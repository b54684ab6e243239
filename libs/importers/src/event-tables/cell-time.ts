import { isDay } from '#libs/governance';
import { Temporal } from 'temporal-polyfill';

/** Valid time, and how precisely it is known where the cell gives no instant. */
export interface CellTime {
  readonly time: string;
  readonly precision?: 'day' | 'month' | 'year';
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const YEAR = /^\d{4}$/;

/** A day, a month or a year stands at its first instant there; anything else stays as it is. */
export function cellTime(cell: string, timeZone: string): CellTime {
  if (isDay(cell)) return { time: startOf(cell, timeZone), precision: 'day' };
  if (MONTH.test(cell)) return { time: startOf(`${cell}-01`, timeZone), precision: 'month' };
  if (YEAR.test(cell)) return { time: startOf(`${cell}-01-01`, timeZone), precision: 'year' };
  return { time: cell };
}

/** With the offset there, so that a reader sees the day that was written. */
function startOf(day: string, timeZone: string): string {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
  return start.toString({ timeZoneName: 'never' });
}
