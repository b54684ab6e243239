import { sql } from '#libs/database';
import type pg from 'pg';
import { LEAVES_PAGE_MAX } from '../limits.js';
import { checkLeaf } from './check-leaf.js';
import type { CheckedLeaf, StoredLeaf } from './check-leaf.js';
import { LogFault } from './log-fault.js';

const LEAVES = sql(import.meta.url, './leaves.sql');

/**
 * The leaves of the positions after `after` up to `upTo`, hashed anew and checked, page by page.
 * @throws LogFault at the first that is missing or not as it must be
 */
export async function* readLeaves(
  client: pg.ClientBase,
  after: number,
  upTo: number,
): AsyncGenerator<readonly CheckedLeaf[], void> {
  let last = after;
  while (last < upTo) {
    const { rows } = await client.query<StoredLeaf>(LEAVES, [last, upTo, LEAVES_PAGE_MAX]);
    for (const row of rows) {
      last += 1;
      if (row.position !== last) throw missing(last);
    }
    if (rows.length === 0) throw missing(last + 1);
    yield rows.map(checkLeaf);
  }
}

function missing(position: number): LogFault {
  return new LogFault('missing', `There is no event at position ${position}.`);
}
