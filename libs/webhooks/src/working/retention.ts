import { sql } from '#libs/database';
import type pg from 'pg';
import { KEPT_DAYS, REMOVED_AT_ONCE_MAX } from './limits.js';

const FORGET_MESSAGES = sql(import.meta.url, './forget-messages.sql');
const FORGET_SECRETS = sql(import.meta.url, './forget-secrets.sql');

/** Removes messages that were done long ago, and secrets that sign no more. */
export async function forgetOld(pool: pg.Pool): Promise<void> {
  await pool.query(FORGET_MESSAGES, [KEPT_DAYS, REMOVED_AT_ONCE_MAX]);
  await pool.query(FORGET_SECRETS);
}
