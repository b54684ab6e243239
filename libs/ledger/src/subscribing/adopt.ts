import { sql } from '#libs/database';
import type pg from 'pg';
import type { Projection } from './projection.js';

const LOCK_ALL = sql(import.meta.url, './lock-all.sql');
const ADOPT = sql(import.meta.url, './adopt.sql');

/** Until the transaction ends, whoever runs these projections waits between two batches. */
export async function holdProjections(
  transaction: pg.PoolClient,
  projections: readonly Projection[],
): Promise<void> {
  await transaction.query(LOCK_ALL, [projections.map(({ name }) => name)]);
}

/** Says that views which were built elsewhere up to a position are now those of the projections. */
export async function adoptViews(
  transaction: pg.PoolClient,
  projections: readonly Projection[],
  position: number,
): Promise<void> {
  await transaction.query(ADOPT, [
    projections.map(({ name }) => name),
    projections.map(({ version }) => version),
    position,
  ]);
}
