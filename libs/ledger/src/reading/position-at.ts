import { sql } from '#libs/database';
import type pg from 'pg';

const POSITION_AT = sql(import.meta.url, './position-at.sql');

/** The last position recorded at or before an instant (RFC 3339); 0 if there is none. */
export async function readPositionAt(pool: pg.Pool, instant: string): Promise<number> {
  const { rows } = await pool.query<{ position: number }>(POSITION_AT, [instant]);
  return rows[0]?.position ?? 0;
}
