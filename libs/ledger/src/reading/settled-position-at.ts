import { inTransaction, sql } from '#libs/database';
import type pg from 'pg';

const HOLD_HEAD = sql(import.meta.url, './hold-head.sql');
const POSITION_AT = sql(import.meta.url, './position-at.sql');

/**
 * The last position recorded at or before an instant, for good: whoever was still recording has
 * ended, and record time has gone on. Absent while the instant has not passed.
 */
export async function settledPositionAt(pool: pg.Pool, instant: Date): Promise<number | undefined> {
  return inTransaction(pool, async (client) => {
    const held = await client.query<{ passed: boolean }>(HOLD_HEAD, [instant]);
    if (!held.rows[0]?.passed) return undefined;
    const { rows } = await client.query<{ position: number }>(POSITION_AT, [instant]);
    return rows[0]?.position ?? 0;
  });
}
