import { sql } from '#libs/database';
import type pg from 'pg';
import type { Receipt } from '../append.js';
import type { EventId } from '../event.js';
import { inParts } from './in-parts.js';

const FIND = sql(import.meta.url, './find.sql');

/** The receipts of those ids that are recorded, each marked as a duplicate. */
export async function findReceipts(
  pool: pg.Pool,
  ids: readonly EventId[],
): Promise<readonly Receipt[]> {
  return inParts(ids, async (part) => {
    const sources = part.map(({ source }) => source);
    const { rows } = await pool.query<Receipt>(FIND, [sources, part.map(({ id }) => id)]);
    return rows;
  });
}
