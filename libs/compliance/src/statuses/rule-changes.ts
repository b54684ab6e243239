import { sql } from '#libs/database';
import type pg from 'pg';
import type { RuleChanged } from './rules-over-time.js';

const CHANGES_AFTER = sql(import.meta.url, './rule-changes-after.sql');
const INSERT_CHANGES = sql(import.meta.url, './insert-rule-changes.sql');

export async function noteChanges(
  transaction: pg.PoolClient,
  changes: readonly RuleChanged[],
): Promise<void> {
  if (changes.length === 0) return;
  await transaction.query(INSERT_CHANGES, [
    changes.map(({ position }) => position),
    changes.map(({ stream }) => stream),
    changes.map(({ obligations }) => `{${obligations.join()}}`),
  ]);
}

/** The events after a position that changed obligations, in order. */
export async function changesAfter(
  transaction: pg.PoolClient,
  position: number,
): Promise<readonly RuleChanged[]> {
  const { rows } = await transaction.query<RuleChanged>(CHANGES_AFTER, [position]);
  return rows;
}
