import { sql } from '#libs/database';
import type pg from 'pg';

const DESTROY_ERASED = sql(import.meta.url, './destroy-erased.sql');

/**
 * Destroys every value that the ledger says was erased and that still stands: an erasure that a
 * crash cut short, or values that came back with a restored backup. Every process does so before it
 * serves. Returns how many there were.
 */
export async function finishErasures(client: pg.Pool | pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ destroyed: number }>(DESTROY_ERASED);
  return rows[0]?.destroyed ?? 0;
}
