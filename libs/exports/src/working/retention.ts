import { sql } from '#libs/database';
import type pg from 'pg';
import { RETENTION_UNASKED } from '../definitions/export-terms.js';
import type { KeptFiles } from './kept-files.js';
import { LEFT_OVER_AT_ONCE_MAX, REMOVED_AT_ONCE_MAX } from './limits.js';

const RUNS_TO_REMOVE = sql(import.meta.url, './runs-to-remove.sql');
const LEFT_OVER_RUNS = sql(import.meta.url, './left-over-runs.sql');
const NOTE_REMOVED = sql(import.meta.url, './note-removed.sql');

/**
 * Removes the files of runs whose retention has ended; the runs themselves stay on record, and can be
 * reproduced. Those of the last run are kept whatever its age, as long as there is the export.
 */
export async function removeOldFiles(pool: pg.Pool, kept: KeptFiles): Promise<void> {
  const values = [REMOVED_AT_ONCE_MAX, RETENTION_UNASKED.days];
  const { rows } = await pool.query<{ id: string }>(RUNS_TO_REMOVE, values);
  for (const { id } of rows) {
    await pool.query(NOTE_REMOVED, [id]);
    await kept.remove(id);
  }
}

/**
 * Removes the files that nobody can fetch: of runs that ended while they were written, and of those
 * that a worker noted as removed and died.
 */
export async function removeLeftOvers(pool: pg.Pool, kept: KeptFiles): Promise<void> {
  const runs = await kept.runs();
  for (let from = 0; from < runs.length; from += LEFT_OVER_AT_ONCE_MAX) {
    const some = runs.slice(from, from + LEFT_OVER_AT_ONCE_MAX);
    const { rows } = await pool.query<{ id: string }>(LEFT_OVER_RUNS, [some]);
    for (const { id } of rows) await kept.remove(id);
  }
}
