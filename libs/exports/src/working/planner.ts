import { inTransaction, sql } from '#libs/database';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { EXPORTS_MAX } from '../definitions/export-terms.js';
import type { MissedRuns } from '../definitions/export-terms.js';
import { newRunId } from '../definitions/identifiers.js';
import { claimTargets } from '../runs/claim-targets.js';
import { loadCalendars } from '../scheduling/load-calendars.js';
import { lastNominalTime, nominalTimes } from '../scheduling/nominal-times.js';
import type { Schedule } from '../scheduling/schedule.js';
import { CLAIMED_AT_ONCE_MAX, MISSED_AFTER_MS } from './limits.js';

const SCHEDULED_DEFINITIONS = sql(import.meta.url, './scheduled-definitions.sql');
const LOCK_SCHEDULED = sql(import.meta.url, './lock-scheduled.sql');
const CLAIM_RUNS = sql(import.meta.url, './claim-runs.sql');
const NOTE_PLANNED = sql(import.meta.url, './note-planned.sql');
/** A calendar may be published meanwhile, so that the next time comes earlier. */
const CALENDAR_READ_AGAIN_MS = 60_000;

interface Scheduled {
  readonly id: string;
  readonly schedule: Schedule;
  readonly plannedUntil: Date;
  /** Of the database, whose clock is the one that counts. */
  readonly now: Date;
}

interface Due {
  readonly key: string;
  readonly at: number;
  readonly readAt: number;
}

/**
 * Claims the nominal times that have come, each once however many workers look: an export is locked
 * while its times are claimed, and a time has one run.
 */
export class Planner {
  /** When each export is due next, so that most looks need no arithmetic. */
  readonly #due = new Map<string, Due>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly ledger: Ledger,
  ) {}

  /** Whether anything was claimed. */
  async plan(): Promise<boolean> {
    const { rows } = await this.pool.query<Scheduled & { changedAt: Date }>(SCHEDULED_DEFINITIONS, [
      EXPORTS_MAX,
    ]);
    let claimed = false;
    for (const row of rows) {
      if (await this.isDue(row)) claimed = (await this.claim(row.id)) || claimed;
    }
    return claimed;
  }

  private async isDue(row: Scheduled & { readonly changedAt: Date }): Promise<boolean> {
    const key = `${row.changedAt.getTime()} ${row.plannedUntil.getTime()}`;
    const known = this.#due.get(row.id);
    const isOld = known && 'workingDay' in row.schedule && isPast(known.readAt);
    if (known?.key === key && !isOld) return known.at <= row.now.getTime();
    const calendars = await loadCalendars(this.ledger, row.schedule);
    const after = row.plannedUntil.getTime();
    const [at = Infinity] = nominalTimes(row.schedule, calendars, { after, limit: 1 });
    this.#due.set(row.id, { key, at, readAt: performance.now() });
    return at <= row.now.getTime();
  }

  private async claim(id: string): Promise<boolean> {
    return inTransaction(this.pool, async (client) => {
      const locked = await client.query<Scheduled & { missedRuns: MissedRuns }>(LOCK_SCHEDULED, [
        id,
      ]);
      const [found] = locked.rows;
      if (found === undefined) return false;
      const times = await this.timesOf(found);
      const now = found.now.getTime();
      const isWhole = times.length < CLAIMED_AT_ONCE_MAX;
      const until = isWhole ? now : Math.max(...times);
      await client.query(NOTE_PLANNED, [id, new Date(until)]);
      const ids = times.map(newRunId);
      const values = [id, ids, times.map((time) => new Date(time))];
      const { rows } = await client.query<{ id: string }>(CLAIM_RUNS, values);
      await claimTargets(
        client,
        rows.map((row) => row.id),
      );
      return rows.length > 0;
    });
  }

  private async timesOf(
    found: Scheduled & { readonly missedRuns: MissedRuns },
  ): Promise<readonly number[]> {
    const { schedule, missedRuns } = found;
    const calendars = await loadCalendars(this.ledger, schedule);
    const after = found.plannedUntil.getTime();
    const until = found.now.getTime();
    if (missedRuns === 'latest') {
      const last = lastNominalTime(schedule, calendars, { after, until });
      return last === undefined ? [] : [last];
    }
    const from = missedRuns === 'all' ? after : Math.max(after, until - MISSED_AFTER_MS);
    return nominalTimes(schedule, calendars, { after: from, until, limit: CLAIMED_AT_ONCE_MAX });
  }
}

function isPast(readAt: number): boolean {
  return performance.now() - readAt > CALENDAR_READ_AGAIN_MS;
}
