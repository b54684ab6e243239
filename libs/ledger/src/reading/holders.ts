import { sql } from '#libs/database';
import type pg from 'pg';
import type { Claim } from '../append.js';
import { inParts } from './in-parts.js';

const HOLDERS = sql(import.meta.url, './holders.sql');

export async function readHolders(
  pool: pg.Pool,
  names: readonly string[],
): Promise<readonly Claim[]> {
  return inParts(names, async (part) => (await pool.query<Claim>(HOLDERS, [part])).rows);
}
