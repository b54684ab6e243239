import { sql } from '#libs/database';
import type pg from 'pg';
import type { KeptFiles } from './kept-files.js';
import { REMOVED_AT_ONCE_MAX } from './limits.js';

const RUNS_TO_REMOVE = sql(import.meta.url, './runs-to-remove.sql');
const NOTE_REMOVED = sql(import.meta.url, './note-removed.sql');

/**
 * Removes the files of runs whose retention has ended; the runs themselves stay on record, and can be
 * reproduced. Those of the last run are kept whatever its age.
 */
export async function removeOldFiles(pool: pg.Pool, kept: KeptFiles): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(RUNS_TO_REMOVE, [REMOVED_AT_ONCE_MAX]);
  for (const { id } of rows) {
    await pool.query(NOTE_REMOVED, [id]);
    await kept.remove(id);
  }
}
