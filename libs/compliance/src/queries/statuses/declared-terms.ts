import { sql } from '#libs/database';
import type { Localized } from '#libs/governance';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';

const DECLARED_TERMS = sql(import.meta.url, './declared-terms.sql');

/** Labels of the words that packs declared, by `<kind>.<name>`. */
export type DeclaredLabels = ReadonlyMap<string, Localized>;

export async function declaredTerms(
  pool: pg.Pool,
  { validAt, knownAt }: AsOf,
): Promise<DeclaredLabels> {
  const { rows } = await pool.query<{ key: string; label: Localized }>(DECLARED_TERMS, [
    validAt,
    knownAt,
  ]);
  return new Map(rows.map(({ key, label }) => [key, label]));
}
