import { STATUSES_PROJECTION } from '#libs/compliance';
import { sql } from '#libs/database';
import { projectionState } from '#libs/ledger';
import type pg from 'pg';

const NOTE_LEFT_OUT = sql(import.meta.url, './note-left-out.sql');
const READ_LEFT_OUT = sql(import.meta.url, './read-left-out.sql');
const FORGET_LEFT_OUT = sql(import.meta.url, './forget-left-out.sql');

/** A subject that was parked, and is not any more. */
export interface Returned {
  readonly subject: string;
  /** Its first event that had been left out. */
  readonly position: number;
  readonly companies: readonly string[];
}

/**
 * Remembers the subjects that the statuses leave out at the moment, before their places are passed.
 * Returns those that were left out and are back.
 */
export async function returnedSubjects(pool: pg.Pool): Promise<readonly Returned[]> {
  const { parked } = await projectionState(pool, STATUSES_PROJECTION);
  const subjects = parked.map(({ subject }) => subject);
  if (parked.length > 0) {
    const positions = parked.map(({ position }) => position);
    await pool.query(NOTE_LEFT_OUT, [subjects, positions]);
  }
  return (await pool.query<Returned>(READ_LEFT_OUT, [subjects])).rows;
}

export async function forgetReturned(pool: pg.Pool, { subject }: Returned): Promise<void> {
  await pool.query(FORGET_LEFT_OUT, [subject]);
}
