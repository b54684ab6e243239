import { sql } from '#libs/database';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';
import type { RegisterRows } from '../../registers/list.js';
import { declaredTerms } from './declared-terms.js';
import type { DeclaredLabels } from './declared-terms.js';
import { wordsToLookUp } from './labels.js';

import type { StoredStatus } from './status-query.js';
import { membersOfRule } from './needs.js';

const KNOWN_OBLIGATIONS = sql(import.meta.url, './known-obligations.sql');
const OWNERS = sql(import.meta.url, './owners.sql');
const STRETCHES = sql(import.meta.url, './stretches.sql');

type Obligation = RegisterRows['obligations'];

/** How long a duty has its status without a break; infinite where nothing bounds it. */
export interface Stretch {
  readonly since: Date | number;
  readonly until: Date | number;
}

/** What stands elsewhere about some duties: rules, events, owners and the words for them. */
export interface Surroundings {
  readonly obligations: ReadonlyMap<string, Obligation>;
  readonly events: ReadonlyMap<number, RecordedEvent>;
  /** By `<subject>/<obligation>`. */
  readonly owners: ReadonlyMap<string, string>;
  readonly stretches: ReadonlyMap<string, Stretch>;
  readonly declared: DeclaredLabels;
}

/** Reads it for all of the duties at once, in a number of statements that does not depend on theirs. */
export async function surroundingsOf(
  duties: readonly StoredStatus[],
  asOf: AsOf,
  sources: { readonly pool: pg.Pool; readonly ledger: Pick<Ledger, 'eventsAt'> },
): Promise<Surroundings> {
  const companies = [...new Set(duties.map(({ company }) => company))];
  const names = [...new Set(duties.map(({ obligation }) => obligation))];
  const { pool, ledger } = sources;
  const [rules, events, owners, stretches] = await Promise.all([
    readRules(pool, names, asOf),
    ledger.eventsAt(duties.flatMap(({ because }) => because)),
    readOwners(pool, companies, asOf),
    readStretches(pool, companies, names, asOf),
  ]);
  return {
    obligations: rules.obligations,
    declared: rules.declared,
    events,
    owners,
    stretches,
  };
}

async function readRules(pool: pg.Pool, names: readonly string[], asOf: AsOf) {
  const values = [names, asOf.validAt, asOf.knownAt];
  const { rows } = await pool.query<{ row: Obligation }>(KNOWN_OBLIGATIONS, values);
  const patterns = rows.flatMap(({ row }) => membersOfRule(row.rule).flat());
  const words = [...new Set(patterns.flatMap(wordsToLookUp))];
  const obligations = new Map(rows.map(({ row }) => [row.id, row]));
  return { obligations, declared: await declaredTerms(pool, words, asOf) };
}

async function readOwners(
  pool: pg.Pool,
  companies: readonly string[],
  { validAt, knownAt }: AsOf,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ key: string; owner: string }>(OWNERS, [
    companies,
    validAt,
    knownAt,
  ]);
  return new Map(rows.map(({ key, owner }) => [key, owner]));
}

async function readStretches(
  pool: pg.Pool,
  companies: readonly string[],
  obligations: readonly string[],
  { validAt, knownAt }: AsOf,
): Promise<ReadonlyMap<string, Stretch>> {
  const { rows } = await pool.query<Stretch & { subject: string; obligation: string }>(STRETCHES, [
    companies,
    obligations,
    validAt,
    knownAt,
  ]);
  return new Map(rows.map((row) => [`${row.subject}/${row.obligation}`, row]));
}
