import { sql } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { EXPORTS_MAX } from '../definitions/export-terms.js';
import { loadCalendars } from '../scheduling/load-calendars.js';
import { lastNominalTime } from '../scheduling/nominal-times.js';
import type { Schedule } from '../scheduling/schedule.js';

const WATCHED_DEFINITIONS = sql(import.meta.url, './watched-definitions.sql');
const MINUTE_MS = 60_000;

/** A schedule that had no success in time. */
export interface OverdueExport {
  readonly id: string;
  readonly name: string;
  /** The last one whose grace is over. */
  readonly nominalTime: Date;
  readonly graceMinutes: number;
}

interface Watched {
  readonly id: string;
  readonly name: string;
  readonly schedule: Schedule;
  readonly graceMinutes: number;
  readonly scheduledFrom: Date;
  readonly lastDone: Date | null;
  readonly now: Date;
}

/**
 * The schedules whose last nominal time plus grace has passed and that have no run done for it or a
 * later one. It asks the tables only, so it sees just as well that no worker works.
 */
export async function overdueExports(
  pool: pg.Pool,
  ledger: Pick<Ledger, 'histories'>,
): Promise<readonly OverdueExport[]> {
  const { rows } = await pool.query<Watched>(WATCHED_DEFINITIONS, [EXPORTS_MAX]);
  const found: OverdueExport[] = [];
  for (const { id, name, schedule, graceMinutes, scheduledFrom, lastDone, now } of rows) {
    const calendars = await loadCalendars(ledger, schedule);
    const until = now.getTime() - graceMinutes * MINUTE_MS;
    const last = lastNominalTime(schedule, calendars, { after: scheduledFrom.getTime(), until });
    if (last === undefined || (lastDone !== null && lastDone.getTime() >= last)) continue;
    found.push({ id, name, nominalTime: new Date(last), graceMinutes });
  }
  return found;
}
