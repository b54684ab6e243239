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
  for await (const rows of leafPages(client, after, upTo)) {
    for (const row of rows) {
      last += 1;
      if (row.position !== last) throw missing(last);
    }
    yield rows.map(checkLeaf);
  }
  if (last < upTo) throw missing(last + 1);
}

/** What is stored at the positions after `after` up to `upTo`, whole or not, page by page. */
export async function* leafPages(
  client: pg.ClientBase,
  after: number,
  upTo: number,
): AsyncGenerator<readonly StoredLeaf[], void> {
  let last = after;
  while (last < upTo) {
    const { rows } = await client.query<StoredLeaf>(LEAVES, [last, upTo, LEAVES_PAGE_MAX]);
    const newest = rows.at(-1);
    if (newest === undefined) return;
    last = newest.position;
    yield rows;
  }
}

function missing(position: number): LogFault {
  return new LogFault('missing', `There is no event at position ${position}.`, { position });
}
