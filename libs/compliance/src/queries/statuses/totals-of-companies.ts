import { sql } from '#libs/database';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';
import type { RowStatus } from './status-row.js';
import { NO_DUTIES } from './totals.js';
import type { Totals } from './totals.js';

const COUNTS = sql(import.meta.url, './counts-of-companies.sql');
const DEADLINES = sql(import.meta.url, './deadlines-of-companies.sql');

interface CountRow {
  readonly company: string;
  readonly status: RowStatus;
  readonly count: number;
}

interface DeadlineRow {
  readonly company: string;
  readonly subject: string;
  readonly obligation: string;
  readonly due_on: string;
  readonly due_at: Date;
  readonly provisional: boolean;
}

/** What the duties of each of these companies come to. */
export async function totalsOfCompanies(
  pool: pg.Pool,
  companies: readonly string[],
  { validAt, knownAt }: AsOf,
): Promise<(company: string) => Totals> {
  const values = [companies, validAt, knownAt];
  const [counts, deadlines] = await Promise.all([
    pool.query<CountRow>(COUNTS, values),
    pool.query<DeadlineRow>(DEADLINES, values),
  ]);
  const counted = new Map<string, Totals['counts']>();
  for (const { company, status, count } of counts.rows) {
    counted.set(company, { ...(counted.get(company) ?? NO_DUTIES), [status]: count });
  }
  const next = new Map(deadlines.rows.map((row) => [row.company, deadlineOf(row)]));
  return (company) => {
    const nextDeadline = next.get(company);
    return { counts: counted.get(company) ?? NO_DUTIES, ...(nextDeadline && { nextDeadline }) };
  };
}

function deadlineOf({ subject, obligation, ...due }: DeadlineRow) {
  const dueAt = due.due_at.toISOString();
  const { provisional } = due;
  return { subject, obligation, dueOn: due.due_on, dueAt, ...(provisional && { provisional }) };
}
