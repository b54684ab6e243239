import { sql } from '#libs/database';
import type pg from 'pg';
import { bySubject } from './by-subject.js';
import type { ClosedRow, Known, Open } from './knowledge.js';
import type { Segment } from './segments.js';

const OPEN_ROWS = sql(import.meta.url, './open-rows.sql');
const CLOSE_ROWS = sql(import.meta.url, './close-rows.sql');
const INSERT_ROWS = sql(import.meta.url, './insert-rows.sql');

/** A row that is in the table and still known. */
export type OpenRow = Open<Segment>;
/** A row to be put into the table. */
export type NewRow = Known<Segment> & { readonly subject: string };

interface StoredRow extends Pick<OpenRow, 'id' | 'register' | 'key' | 'row' | 'words'> {
  readonly subject: string;
  readonly company: string | null;
  readonly valid_from: Date;
  /** `Infinity` where nothing ends it. */
  readonly valid_to: Date | number;
}

/** The rows of some streams that are still known. */
export async function readOpenRows(
  transaction: pg.PoolClient,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly OpenRow[]>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await transaction.query<StoredRow>(OPEN_ROWS, [subjects]);
  return new Map([...bySubject(rows)].map(([subject, own]) => [subject, own.map(openRow)]));
}

function openRow({ id, register, key, company, row, words, ...valid }: StoredRow): OpenRow {
  const { valid_from: from, valid_to: to } = valid;
  return {
    id,
    register,
    key,
    company: company ?? undefined,
    row,
    words,
    validFrom: from.getTime(),
    validTo: to instanceof Date ? to.getTime() : Infinity,
  };
}

export async function closeRows(
  transaction: pg.PoolClient,
  rows: readonly ClosedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = [rows.map(({ id }) => id), rows.map(({ knownTo }) => knownTo)];
  await transaction.query(CLOSE_ROWS, columns);
}

export async function insertRows(
  transaction: pg.PoolClient,
  rows: readonly NewRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await transaction.query(INSERT_ROWS, [
    rows.map(({ register }) => register),
    rows.map(({ subject }) => subject),
    rows.map(({ key }) => key),
    rows.map(({ company }) => company ?? null),
    rows.map(({ row }) => row),
    rows.map(({ words }) => words),
    rows.map(({ validFrom }) => timestamp(validFrom)),
    rows.map(({ validTo }) => timestamp(validTo)),
    rows.map(({ knownFrom }) => knownFrom),
    rows.map(({ knownTo }) => knownTo),
  ]);
}

export function timestamp(instant: number): string {
  if (Number.isFinite(instant)) return new Date(instant).toISOString();
  return instant > 0 ? 'infinity' : '-infinity';
}
