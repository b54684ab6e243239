import { sql } from '#libs/database';
import type pg from 'pg';

const USE_GENERATION = sql(import.meta.url, './generation.sql');

/** The schema of the views that answers are read from. */
export const LIVE = 'compliance';

/**
 * One set of all views, in a schema of its own. Statements that build views name their tables
 * without it, so that another generation can be built beside the live one.
 */
export type Generation = string;

/** Until the transaction ends, tables named without a schema are those of the generation. */
export async function useGeneration(
  transaction: pg.PoolClient,
  generation: Generation,
): Promise<void> {
  await transaction.query(USE_GENERATION, [generation]);
}
