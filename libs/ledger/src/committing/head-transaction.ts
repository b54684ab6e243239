import { sql } from '#libs/database';
import type pg from 'pg';
import type { Verdict } from '../append.js';
import { ANSWER_TIMEOUT_MS, HEAD_IDLE_TIMEOUT_MS } from '../limits.js';
import { failureOf } from '../failure.js';
import { timed } from './timed.js';

const LOCK_HEAD = sql(import.meta.url, './lock-head.sql');

/** Of every transaction on a connection that appends. */
const SESSION = [
  `set idle_in_transaction_session_timeout = ${HEAD_IDLE_TIMEOUT_MS}`,
  // The prepared statements are planned once per session, maybe while the ledger is still small.
  'set plan_cache_mode = force_generic_plan',
  'set enable_seqscan = off',
  'set jit = off',
].join(';');

/** The verdicts of a group if the ledger has it, looked up while the head is locked. */
export type FindRecorded = (client: pg.PoolClient) => Promise<readonly Verdict[] | undefined>;

/** The connection broke after `commit` was sent: the group is recorded, or it is not. */
export class CommitUnknown extends Error {
  constructor(
    readonly find: FindRecorded,
    options: ErrorOptions,
  ) {
    super('The reply to a commit was lost.', options);
    this.name = 'CommitUnknown';
  }
}

/** To be done once with each connection. */
export async function prepareToAppend(client: pg.PoolClient): Promise<void> {
  await client.query(timed({ text: SESSION }));
}

/** The beginning of a transaction in which nobody waits for the head for longer. */
export function begin(client: pg.PoolClient, lockTimeoutMs: number): Promise<unknown> {
  return client.query(timed({ text: beginText(lockTimeoutMs) }));
}

/** Begins a transaction and waits for the head, in one round trip. */
export function lockHead(client: pg.PoolClient, lockTimeoutMs: number): Promise<unknown> {
  const text = `${beginText(lockTimeoutMs)};${LOCK_HEAD}`;
  return client.query(timed({ text }, lockTimeoutMs + ANSWER_TIMEOUT_MS));
}

function beginText(lockTimeoutMs: number): string {
  return `begin;set local lock_timeout = ${lockTimeoutMs}`;
}

export function commit(client: pg.PoolClient): Promise<unknown> {
  return client.query(timed({ text: 'commit' }));
}

/**
 * Waits for the writes and the commit sent behind them. A write that PostgreSQL refused turned the
 * commit into a rollback; when the connection broke, nobody knows how far they came.
 * @throws CommitUnknown
 */
export async function settle(sent: readonly Promise<unknown>[], find: FindRecorded): Promise<void> {
  for (const outcome of await Promise.allSettled(sent)) {
    if (outcome.status === 'fulfilled') continue;
    throw failureOf(outcome.reason) === 'connection-lost'
      ? new CommitUnknown(find, { cause: outcome.reason })
      : outcome.reason;
  }
}

/**
 * The verdicts of a group whose reply was lost, if it is recorded. Looked up under the head lock,
 * since the server may still be committing it: its transaction holds the head until it has ended.
 */
export async function findLost(
  client: pg.PoolClient,
  { find }: CommitUnknown,
  lockTimeoutMs: number,
): Promise<readonly Verdict[] | undefined> {
  await lockHead(client, lockTimeoutMs);
  const verdicts = await find(client);
  await client.query('rollback');
  return verdicts;
}
