import { inTransaction, sql } from '#libs/database';
import type pg from 'pg';
import { PAGE_EVENTS_MAX } from '../limits.js';
import { readPage } from '../reading/page.js';
import { lockCheckpoint } from './checkpoint.js';
import type { Projection } from './projection.js';

const UNPARK = sql(import.meta.url, './unpark.sql');

/**
 * Replays a parked subject's events, from the one that failed to the checkpoint, in order and in
 * one transaction; the runner waits meanwhile. Returns how many. If one fails again, its error is
 * thrown and the subject stays parked.
 */
export async function unpark(
  pool: pg.Pool,
  projection: Projection,
  subject: string,
): Promise<number> {
  return inTransaction(pool, async (transaction) => {
    const position = await lockCheckpoint(transaction, projection);
    const { rows } = await transaction.query<{ position: number }>(UNPARK, [
      projection.name,
      subject,
    ]);
    const [parked] = rows;
    return parked === undefined
      ? 0
      : replay(transaction, projection, subject, parked.position, position);
  });
}

async function replay(
  transaction: pg.PoolClient,
  projection: Projection,
  subject: string,
  from: number,
  to: number,
): Promise<number> {
  let after = from - 1;
  let replayed = 0;
  for (;;) {
    const selection = { subjects: [subject], after, before: to + 1 };
    const events = await readPage(transaction, selection, PAGE_EVENTS_MAX);
    const last = events.at(-1);
    if (last === undefined) return replayed;
    await projection.apply(transaction, events);
    after = last.position;
    replayed += events.length;
  }
}
