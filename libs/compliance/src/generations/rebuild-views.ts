import { setTimeout as pause } from 'node:timers/promises';
import {
  beginGeneration,
  endGeneration,
  guardGeneration,
  inTransaction,
  swapGeneration,
} from '#libs/database';
import { adoptViews, holdProjections } from '#libs/ledger';
import type pg from 'pg';
import { LIVE } from '../projection/generation.js';
import { ViewsFold, type FoldOptions } from './views-fold.js';

const NEXT = `${LIVE}_next`;
const OLD = `${LIVE}_old`;
/** The advisory lock of whoever rebuilds; any number that nobody else uses. */
const REBUILD_LOCK = 72_110_004;
/** So near to the head the last events are taken while the live views wait. */
const NEAR_EVENTS = 500;
const ROUNDS_MAX = 20;

/** Somebody else is rebuilding the views right now. */
export class RebuildRuns extends Error {
  constructor() {
    super('The views are being rebuilt already.');
    this.name = 'RebuildRuns';
  }
}

export interface Rebuilt {
  readonly position: number;
}

/**
 * Builds all views anew beside the live ones, from the first event on, and puts them in their place
 * in one transaction: whoever reads sees the old ones or the new ones, never a half. Recording and
 * reading go on meanwhile.
 * @throws RebuildRuns, CannotProject; the live views stay as they were
 */
export async function rebuildViews(options: FoldOptions): Promise<Rebuilt> {
  const client = await options.pool.connect();
  try {
    await lock(client);
    await beginGeneration(client, LIVE, NEXT);
    const fold = new ViewsFold(NEXT, options);
    await fold.reach((await options.ledger.head()).position);
    await guard(options);
    await approach(fold, options);
    await takeOver(fold, options);
    await endGeneration(client, OLD);
    return { position: fold.position };
  } finally {
    // Ending the session is what gives up its lock.
    client.release(true);
  }
}

async function guard({ pool, onProgress }: FoldOptions): Promise<void> {
  await guardGeneration(pool, LIVE, NEXT, (progress) => {
    onProgress?.({ stage: 'guarding', ...progress });
  });
}

async function lock(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock($1) as locked',
    [REBUILD_LOCK],
  );
  if (rows[0]?.locked !== true) throw new RebuildRuns();
  await endGeneration(client, OLD);
}

/** Until little is missing; recording goes on, so that something may always be. */
async function approach(fold: ViewsFold, { ledger }: FoldOptions): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { position } = await ledger.head();
    await fold.reach(position);
    if ((await ledger.head()).position - fold.position < NEAR_EVENTS) return;
    await pause(0);
  }
}

async function takeOver(fold: ViewsFold, { pool, ledger }: FoldOptions): Promise<void> {
  await inTransaction(pool, async (transaction) => {
    await holdProjections(transaction, fold.projections);
    await fold.reach((await ledger.head()).position);
    await swapGeneration(transaction, LIVE, NEXT, OLD);
    await adoptViews(transaction, fold.projections, fold.position);
  });
}
