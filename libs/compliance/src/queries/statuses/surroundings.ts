import { sql } from '#libs/database';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';
import type { RegisterRows } from '../../registers/list.js';
import { declaredTerms } from './declared-terms.js';
import type { DeclaredLabels } from './declared-terms.js';
import type { StoredStatus, Stretch } from './status-query.js';

const KNOWN_OBLIGATIONS = sql(import.meta.url, './known-obligations.sql');
const OWNERS = sql(import.meta.url, './owners.sql');
const STRETCHES = sql(import.meta.url, './stretches.sql');

type Obligation = RegisterRows['obligations'];

/** What stands elsewhere about some duties: rules, events, owners and the words for them. */
export interface Surroundings {
  readonly obligations: ReadonlyMap<string, Obligation>;
  readonly events: ReadonlyMap<number, RecordedEvent>;
  /** By `<subject>/<obligation>`. */
  readonly owners: ReadonlyMap<string, string>;
  /** Where a status has stood for longer than the segment that says so. */
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
  const [obligations, declared, events, owners, stretches] = await Promise.all([
    readRules(pool, names, asOf),
    declaredTerms(pool, asOf),
    ledger.eventsAt(duties.flatMap(({ because }) => because)),
    readOwners(pool, companies, asOf),
    readStretches(pool, companies, names, asOf),
  ]);
  return { obligations, declared, events, owners, stretches };
}

async function readRules(
  pool: pg.Pool,
  names: readonly string[],
  { validAt, knownAt }: AsOf,
): Promise<ReadonlyMap<string, Obligation>> {
  const { rows } = await pool.query<{ row: Obligation }>(KNOWN_OBLIGATIONS, [
    names,
    validAt,
    knownAt,
  ]);
  return new Map(rows.map(({ row }) => [row.id, row]));
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
