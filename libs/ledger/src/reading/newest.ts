import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { recordedEvent } from '../recorded-event.js';

const NEWEST = sql(import.meta.url, './newest.sql');

/** The last event of a stream at or before a position. */
export async function readNewest(
  pool: pg.Pool | pg.ClientBase,
  subject: string,
  upTo: number,
): Promise<RecordedEvent | undefined> {
  const { rows } = await pool.query<{ text: string }>(NEWEST, [subject, upTo]);
  const [row] = rows;
  return row && recordedEvent(row.text);
}
