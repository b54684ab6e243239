import type pg from 'pg';
import { waitingLonger } from './answer-limit.js';
import { sql } from './sql.js';
import { inTransaction } from './transaction.js';

const SNAPSHOT = sql(import.meta.url, './snapshot.sql');
const BOUND_SNAPSHOT = sql(import.meta.url, './bound-snapshot.sql');

/** A statement of a snapshot, and the work between two of them, may take this long. */
export const SNAPSHOT_TIMEOUT_MS = 10 * 60_000;

/** Runs `work` in one transaction that only reads, and sees nothing that is committed later. */
export async function inSnapshot<Result>(
  pool: pg.Pool,
  work: (snapshot: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return inTransaction(pool, async (transaction) => {
    await transaction.query(SNAPSHOT);
    await transaction.query(BOUND_SNAPSHOT, [String(SNAPSHOT_TIMEOUT_MS)]);
    return waitingLonger(transaction, SNAPSHOT_TIMEOUT_MS, () => work(transaction));
  });
}
