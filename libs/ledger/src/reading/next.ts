import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { recordedEvent } from '../recorded-event.js';

const NEXT = sql(import.meta.url, './next.sql');

/**
 * The events behind a position, up to and including another one. Positions have no gaps, so that
 * the statement needs no limit, and no plan of it reads more than what is asked for.
 */
export async function readNext(
  pool: pg.Pool | pg.ClientBase,
  after: number,
  upTo: number,
): Promise<readonly RecordedEvent[]> {
  return (await readNextTexts(pool, after, upTo)).map(recordedEvent);
}

/** As `readNext`, for whoever has something to ask before the texts are parsed. */
export async function readNextTexts(
  pool: pg.Pool | pg.ClientBase,
  after: number,
  upTo: number,
): Promise<readonly string[]> {
  const { rows } = await pool.query<[string]>({
    name: 'ledger-next',
    text: NEXT,
    values: [after, upTo],
    rowMode: 'array',
  });
  return rows.map(([text]) => text);
}
