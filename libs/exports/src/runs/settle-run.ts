import { sql } from '#libs/database';
import type pg from 'pg';

const HOLD_RUN = sql(import.meta.url, './hold-run.sql');
const SETTLE_RUN = sql(import.meta.url, './settle-run.sql');

/**
 * Makes whoever notes another target of the run wait. Without it two that are delivered at the same
 * moment would each take the other for pending, and nobody would settle the run.
 */
export async function holdRun(client: pg.PoolClient, run: string): Promise<void> {
  await client.query(HOLD_RUN, [run]);
}

/** Brings a written run, which is held, to the state that its targets put it in. */
export async function settleRun(client: pg.PoolClient, run: string): Promise<void> {
  await client.query(SETTLE_RUN, [run]);
}
