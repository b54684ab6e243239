import { sql } from '#libs/database';
import type pg from 'pg';

const CLAIM_TARGETS = sql(import.meta.url, './claim-targets.sql');

/** Gives runs that were just claimed the targets of their export as they are now. */
export async function claimTargets(client: pg.PoolClient, runs: readonly string[]): Promise<void> {
  await client.query(CLAIM_TARGETS, [runs]);
}
