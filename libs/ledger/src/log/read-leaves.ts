import { copyBinary, sql } from '#libs/database';
import type { CopiedRows } from '#libs/database';
import type pg from 'pg';
import { LEAVES_PAGE_MAX } from '../limits.js';
import { checkLeaf } from './check-leaf.js';
import type { CheckedLeaf } from './check-leaf.js';
import { storedLeaf } from './stored-leaf.js';
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
    const page: CheckedLeaf[] = [];
    while (rows.next()) {
      const leaf = storedLeaf(rows.row());
      last += 1;
      if (leaf.position !== last) throw missing(last);
      page.push(checkLeaf(leaf));
    }
    if (page.length > 0) yield page;
  }
  if (last < upTo) throw missing(last + 1);
}

/**
 * What is stored at the positions after `after` up to `upTo`, whole or not, page by page. While one
 * is looked at, the next is already being read.
 */
export async function* leafPages(
  client: pg.ClientBase,
  after: number,
  upTo: number,
): AsyncGenerator<CopiedRows, void> {
  let coming = leavesBehind(client, after, upTo);
  for (let last = after; coming !== undefined; last += LEAVES_PAGE_MAX) {
    const rows = await coming;
    coming = leavesBehind(client, last + LEAVES_PAGE_MAX, upTo);
    // Whoever goes on will see the error; whoever stops here need not.
    coming?.catch(() => undefined);
    yield rows;
  }
}

function leavesBehind(
  client: pg.ClientBase,
  after: number,
  upTo: number,
): Promise<CopiedRows> | undefined {
  if (after >= upTo) return undefined;
  const values = [after, Math.min(after + LEAVES_PAGE_MAX, upTo)];
  return copyBinary(client, { text: LEAVES, values });
}

function missing(position: number): LogFault {
  return new LogFault('missing', `There is no event at position ${position}.`, { position });
}
