import { sql } from '#libs/database';
import type pg from 'pg';
import type { ClosedRow, Known, Open } from '../projection/knowledge.js';
import { timestamp } from '../projection/stored-rows.js';
import type { DutyRow } from './duty-row.js';

const OPEN_STATUSES = sql(import.meta.url, './open-statuses.sql');
const INSERT_STATUSES = sql(import.meta.url, './insert-statuses.sql');
const CLOSE_STATUSES = sql(import.meta.url, './close-statuses.sql');
const STATUSES_OF_COMPANY = sql(import.meta.url, './statuses-of-company.sql');
const FORGET_LATER = sql(import.meta.url, './forget-later.sql');
const REOPEN_EARLIER = sql(import.meta.url, './reopen-earlier.sql');

/** Rows of one statement, so that its parameters stay of a size that the server likes. */
const INSERT_ROWS_MAX = 20_000;

interface StoredDuty {
  readonly id: number;
  readonly company: string;
  readonly subject: string;
  readonly obligation: string;
  readonly status: string;
  readonly rule_version: number;
  readonly due_at: Date | null;
  readonly due_on: string | null;
  readonly provisional: boolean;
  readonly met_at: Date | null;
  readonly because: readonly number[];
  readonly missing: readonly string[];
  readonly valid_from: Date;
  /** `Infinity` where nothing ends it. */
  readonly valid_to: Date | number;
}

/** The rows of some duties of a subject that are still known, by obligation. */
export async function readOpenStatuses(
  transaction: pg.PoolClient,
  subject: string,
  obligations: readonly string[],
): Promise<ReadonlyMap<string, readonly Open<DutyRow>[]>> {
  const open = new Map<string, Open<DutyRow>[]>();
  const { rows } = await transaction.query<StoredDuty>(OPEN_STATUSES, [subject, obligations]);
  for (const row of rows) {
    const duty = openDuty(row);
    const found = open.get(duty.obligation);
    if (found) found.push(duty);
    else open.set(duty.obligation, [duty]);
  }
  return open;
}

/** The rows of a company that were known at a position. */
export async function readStatusesOf(
  client: pg.Pool | pg.ClientBase,
  company: string,
  position: number,
): Promise<readonly DutyRow[]> {
  const { rows } = await client.query<StoredDuty>(STATUSES_OF_COMPANY, [company, position]);
  return rows.map(openDuty);
}

function openDuty(row: StoredDuty): Open<DutyRow> {
  const { id, company, subject, obligation, status, provisional, because, missing } = row;
  return {
    id,
    company,
    subject,
    obligation,
    status,
    ruleVersion: row.rule_version,
    dueAt: row.due_at?.getTime(),
    dueOn: row.due_on ?? undefined,
    provisional,
    metAt: row.met_at?.getTime(),
    because,
    missing,
    validFrom: row.valid_from.getTime(),
    validTo: row.valid_to instanceof Date ? row.valid_to.getTime() : Infinity,
  };
}

export async function closeStatuses(
  transaction: pg.PoolClient,
  rows: readonly ClosedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = [rows.map(({ id }) => id), rows.map(({ knownTo }) => knownTo)];
  await transaction.query(CLOSE_STATUSES, columns);
}

export async function insertStatuses(
  transaction: pg.PoolClient,
  rows: readonly Known<DutyRow>[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_ROWS_MAX) {
    const part = rows.slice(start, start + INSERT_ROWS_MAX);
    await transaction.query(INSERT_STATUSES, columnsOf(part));
  }
}

function columnsOf(rows: readonly Known<DutyRow>[]): unknown[][] {
  return [
    rows.map(({ company }) => company),
    rows.map(({ subject }) => subject),
    rows.map(({ obligation }) => obligation),
    rows.map(({ status }) => status),
    rows.map(({ ruleVersion }) => ruleVersion),
    rows.map(({ dueAt }) => (dueAt === undefined ? null : timestamp(dueAt))),
    rows.map(({ dueOn }) => dueOn ?? null),
    rows.map(({ provisional }) => provisional),
    rows.map(({ metAt }) => (metAt === undefined ? null : timestamp(metAt))),
    rows.map(({ because }) => `{${because.join()}}`),
    // Names of facts are words without quotes, commas or blanks.
    rows.map(({ missing }) => `{${missing.join()}}`),
    rows.map(({ validFrom }) => timestamp(validFrom)),
    rows.map(({ validTo }) => timestamp(validTo)),
    rows.map(({ knownFrom }) => knownFrom),
    rows.map(({ knownTo }) => knownTo),
  ];
}

/** Brings one subject's rows to what they were before a position. */
export async function rewindStatuses(
  transaction: pg.PoolClient,
  subject: string,
  position: number,
): Promise<void> {
  await transaction.query(FORGET_LATER, [subject, position]);
  await transaction.query(REOPEN_EARLIER, [subject, position]);
}
