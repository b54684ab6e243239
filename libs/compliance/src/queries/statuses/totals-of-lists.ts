import { sql } from '#libs/database';
import type pg from 'pg';
import type { AsOf } from '../../as-of.js';
import type { RowStatus } from './status-row.js';
import { NO_DUTIES } from './totals.js';
import type { Totals } from './totals.js';

const COUNTS = sql(import.meta.url, './counts.sql');
const NEXT_DEADLINES = sql(import.meta.url, './next-deadlines.sql');

/** Companies, or some subjects of theirs, each with totals of its own. */
export interface Totalled {
  readonly companies: readonly string[];
  /** `<collection>/<id>`; absent: the companies themselves, with all that is theirs. */
  readonly subjects?: readonly string[];
}

interface CountRow {
  readonly whose: string;
  readonly status: RowStatus;
  readonly count: number;
}

interface DeadlineRow {
  readonly whose: string;
  readonly subject: string;
  readonly obligation: string;
  readonly due_on: string;
  readonly due_at: Date;
  readonly provisional: boolean;
}

/** What the duties of each company or subject come to. */
export async function readTotals(
  pool: pg.Pool,
  { companies, subjects }: Totalled,
  { validAt, knownAt }: AsOf,
): Promise<(whose: string) => Totals> {
  const values = [companies, validAt, knownAt, subjects];
  const [counts, deadlines] = await Promise.all([
    pool.query<CountRow>(COUNTS, values),
    pool.query<DeadlineRow>(NEXT_DEADLINES, values),
  ]);
  const counted = new Map<string, Totals['counts']>();
  for (const { whose, status, count } of counts.rows) {
    counted.set(whose, { ...(counted.get(whose) ?? NO_DUTIES), [status]: count });
  }
  const next = new Map(deadlines.rows.map((row) => [row.whose, deadlineOf(row)]));
  return (whose) => {
    const nextDeadline = next.get(whose);
    return { counts: counted.get(whose) ?? NO_DUTIES, ...(nextDeadline && { nextDeadline }) };
  };
}

function deadlineOf({ subject, obligation, ...due }: DeadlineRow) {
  const dueAt = due.due_at.toISOString();
  const { provisional } = due;
  return { subject, obligation, dueOn: due.due_on, dueAt, ...(provisional && { provisional }) };
}
