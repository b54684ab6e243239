import { sql } from '#libs/database';
import type { Localized } from '#libs/governance';
import type { Rule, RuleKind } from '#libs/rulebook';
import type pg from 'pg';
import type { AsOf } from '../as-of.js';

const OBLIGATIONS_THEN = sql(import.meta.url, './obligations-then.sql');

/** What an obligation says to those who have it, in the wording valid then. */
export interface ObligationThen {
  readonly id: string;
  readonly title: Localized;
  readonly kind: RuleKind;
  readonly instrument: string;
  readonly jurisdiction: string;
  readonly house: boolean;
  readonly expectation: boolean;
  /** IANA; its dates are days there. */
  readonly timeZone: string;
  readonly rule: Rule;
}

/** Every obligation of the rulebook, by its id. */
export async function obligationsThen(
  pool: pg.Pool,
  { validAt, knownAt }: AsOf,
): Promise<ReadonlyMap<string, ObligationThen>> {
  const { rows } = await pool.query<ObligationThen>(OBLIGATIONS_THEN, [validAt, knownAt]);
  return new Map(rows.map((row) => [row.id, row]));
}
