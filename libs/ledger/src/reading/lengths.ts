import { sql } from '#libs/database';
import type pg from 'pg';
import { inParts } from './in-parts.js';

const LENGTHS = sql(import.meta.url, './lengths.sql');

/** How many events streams have; absent ones have none. */
export async function readLengths(
  pool: pg.Pool,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await inParts([...new Set(subjects)], async (part) => {
    const found = await pool.query<{ subject: string; length: number }>(LENGTHS, [part]);
    return found.rows;
  });
  return new Map(rows.map(({ subject, length }) => [subject, length]));
}
