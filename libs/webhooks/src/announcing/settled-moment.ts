import { reachedPosition, STATUS_VIEWS } from '#libs/compliance';
import type { AsOf } from '#libs/compliance';
import { settledPositionAt } from '#libs/ledger';
import type { Ledger } from '#libs/ledger';
import type pg from 'pg';

/** An instant counts as past only when the database's clock is five milliseconds beyond it. */
const PAST_MS = 10;

/**
 * The latest moment of which everything is known for good: nothing can be recorded before it any
 * more, and the views have all that was. Where they lag behind, it is the one just before the first
 * event that they have not. Absent where there is none yet.
 */
export async function settledMoment(pool: pg.Pool, ledger: Ledger): Promise<AsOf | undefined> {
  const instant = new Date(Date.now() - PAST_MS);
  const head = await settledPositionAt(pool, instant);
  if (head === undefined) return undefined;
  const reached = await reachedPosition(pool, STATUS_VIEWS);
  if (reached >= head) return { validAt: instant.toISOString(), knownAt: head };
  const next = (await ledger.eventsAt([reached + 1])).get(reached + 1);
  return next && { validAt: next.recordedtime, knownAt: reached };
}
