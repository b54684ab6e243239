import type pg from 'pg';
import { sql } from '../sql.js';
import { Lanes } from './lanes.js';

const GUARDS_OF = sql(import.meta.url, './guards-of.sql');

/** Statements at once: while one proves a constraint, others make the indexes of other tables. */
const LANES = 2;

/** What the server may take to sort the entries of an index: as much for each lane. */
const SORTED_IN_MEMORY = '128MB';

interface Guard {
  readonly table: string;
  readonly name: string;
  readonly kind: 'constraint' | 'index' | 'statistics';
  readonly statement: string;
}

export interface GuardProgress {
  /** The key, index or table of which the server makes something now. */
  readonly making: string;
  /** How many are made. */
  readonly done: number;
  readonly total: number;
}

/**
 * Adds what `beginGeneration` left out, on connections of its own. Fails where the rows contradict
 * each other, once nothing is at work any more.
 */
export async function guardGeneration(
  pool: pg.Pool,
  like: string,
  name: string,
  onProgress?: (progress: GuardProgress) => void,
): Promise<void> {
  const { rows } = await pool.query<Guard>(GUARDS_OF, [like, name]);
  const lanes = await Lanes.open(pool, LANES, `set maintenance_work_mem = '${SORTED_IN_MEMORY}'`);
  try {
    let done = 0;
    const add = async ({ name: making, statement }: Guard): Promise<void> => {
      await lanes.run(statement, () => onProgress?.({ making, done, total: rows.length }));
      done += 1;
    };
    const tables = [...new Set(rows.map(({ table }) => table))];
    const ended = await Promise.allSettled(
      tables.map((table) => guardTable(guardsOf(table, rows), add)),
    );
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  } finally {
    lanes.close();
  }
}

type ByKind = Readonly<Record<Guard['kind'], readonly Guard[]>>;

function guardsOf(table: string, guards: readonly Guard[]): ByKind {
  const own = guards.filter((guard) => guard.table === table);
  const of = (kind: Guard['kind']): readonly Guard[] => own.filter((guard) => guard.kind === kind);
  return { constraint: of('constraint'), index: of('index'), statistics: of('statistics') };
}

/** A constraint takes its table for itself; indexes of one table are made beside each other. */
async function guardTable(
  { constraint, index, statistics }: ByKind,
  add: (guard: Guard) => Promise<void>,
): Promise<void> {
  for (const one of constraint) await add(one);
  // None may still be at work when the first that failed is told.
  const made = await Promise.allSettled(index.map(add));
  for (const one of made) if (one.status === 'rejected') throw one.reason;
  for (const one of statistics) await add(one);
}
