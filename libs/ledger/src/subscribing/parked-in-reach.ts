import { sql } from '#libs/database';
import type pg from 'pg';
import type { ParkedSubject } from './projection.js';

const PARKED_IN_REACH = sql(import.meta.url, './parked-in-reach.sql');

/** The subjects that some projection leaves out, of those whose events may be seen. */
export async function parkedInReach(
  pool: pg.Pool,
  countMax: number,
): Promise<readonly Pick<ParkedSubject, 'subject' | 'position'>[]> {
  const { rows } = await pool.query<Pick<ParkedSubject, 'subject' | 'position'>>(PARKED_IN_REACH, [
    countMax,
  ]);
  return rows;
}
