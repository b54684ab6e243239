import { sql } from '#libs/database';
import type pg from 'pg';

const SETTLE_RUN = sql(import.meta.url, './settle-run.sql');

/** Brings a written run to the state that its targets put it in. */
export async function settleRun(client: pg.PoolClient, run: string): Promise<void> {
  await client.query(SETTLE_RUN, [run]);
}
