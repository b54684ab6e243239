import { sql } from '#libs/database';
import type pg from 'pg';

const HEAD = sql(import.meta.url, './head.sql');

export interface LedgerHead {
  readonly position: number;
  /** Absent while the ledger is empty. */
  readonly recordedtime?: string;
}

export async function readHead(pool: pg.Pool | pg.ClientBase): Promise<LedgerHead> {
  const { rows } = await pool.query<{ position: number; recordedtime: string }>(HEAD);
  const [head] = rows;
  if (head === undefined) throw new Error('The ledger has no head: is the database migrated?');
  return head.position === 0 ? { position: 0 } : head;
}
