import { sql } from '#libs/database';
import type pg from 'pg';
import type { Verdict } from '../append.js';
import { LedgerRolledBack } from '../errors.js';
import { ANSWER_TIMEOUT_MS, HEAD_IDLE_TIMEOUT_MS, RETRY_AFTER_SECONDS } from '../limits.js';
import { failureOf } from '../failure.js';
import { insertPersonalValues } from './insert-personal-values.js';
import { judge } from './judge.js';
import type { AcceptedEvent, PreparedAppend } from './judge.js';
import type { LedgerState } from './known.js';
import { readState } from './read-state.js';
import { timed } from './timed.js';

const LOCK_HEAD = sql(import.meta.url, './lock-head.sql');
const INSERT_EVENTS = sql(import.meta.url, './insert-events.sql');
const CHANGE_CLAIMS = sql(import.meta.url, './change-claims.sql');
const LEAF_HASH_AT = sql(import.meta.url, './leaf-hash-at.sql');

/** The connection broke after `commit` was sent: the group is recorded, or it is not. */
export class CommitUnknown extends Error {
  constructor(
    readonly verdicts: readonly Verdict[],
    readonly position: number,
    readonly leafHash: string,
    options: ErrorOptions,
  ) {
    super('The reply to a commit was lost.', options);
    this.name = 'CommitUnknown';
  }
}

/**
 * Carries a group of appends in one transaction and gives each its verdict; when it returns, the
 * accepted are durable. The client pipelines: two round trips in all, and the head is held for
 * one of them. May leave the transaction open when it throws.
 * @throws LedgerRolledBack where the ledger is shorter than what was recorded before
 */
export async function carryGroup(
  client: pg.PoolClient,
  group: readonly PreparedAppend[],
  lockTimeoutMs: number,
  recorded = 0,
): Promise<readonly Verdict[]> {
  // Read committed: the second statement's snapshot is taken when the first has got the lock.
  const [, state] = await Promise.all([
    lockHead(client, lockTimeoutMs),
    readState(client, group, lockTimeoutMs),
  ]);
  if (state.position < recorded) {
    throw new LedgerRolledBack(state.position, recorded, RETRY_AFTER_SECONDS);
  }
  const holders = new Map(state.holders);
  const judgements = group.map((append) => judge(append, state));
  const verdicts = judgements.map((judgement) => judgement.verdict);
  const accepted = judgements.flatMap((judgement) => judgement.accepted);
  const [first] = accepted;
  if (first === undefined) {
    await client.query('rollback');
    return verdicts;
  }
  const writes = [insertEvents(client, accepted, state)];
  const claims = changeClaims(client, holders, state.holders);
  if (claims !== undefined) writes.push(claims);
  const position = state.position - accepted.length + 1;
  const values = insertPersonalValues(client, accepted, position);
  if (values !== undefined) writes.push(values);
  await settle([...writes, commit(client)], (cause) => {
    return new CommitUnknown(verdicts, position, first.leafHash, { cause });
  });
  return verdicts;
}

/**
 * Waits for the writes and the commit sent behind them. A write that PostgreSQL refused turned the
 * commit into a rollback; when the connection broke, nobody knows how far they came.
 */
async function settle(
  sent: readonly Promise<unknown>[],
  unknown: (cause: unknown) => CommitUnknown,
): Promise<void> {
  for (const outcome of await Promise.allSettled(sent)) {
    if (outcome.status === 'fulfilled') continue;
    throw failureOf(outcome.reason) === 'connection-lost'
      ? unknown(outcome.reason)
      : outcome.reason;
  }
}

/** Begins a transaction and waits for the head, in one round trip. */
function lockHead(client: pg.PoolClient, lockTimeoutMs: number): Promise<unknown> {
  const begin = [
    'begin',
    `set local lock_timeout = ${lockTimeoutMs}`,
    `set local idle_in_transaction_session_timeout = ${HEAD_IDLE_TIMEOUT_MS}`,
    // The prepared statements are planned once per session, maybe while the ledger is still small.
    'set local plan_cache_mode = force_generic_plan',
    'set local enable_seqscan = off',
    'set local jit = off',
    LOCK_HEAD,
  ];
  return client.query(timed({ text: begin.join(';') }, lockTimeoutMs + ANSWER_TIMEOUT_MS));
}

function insertEvents(
  client: pg.PoolClient,
  accepted: readonly AcceptedEvent[],
  state: LedgerState,
): Promise<unknown> {
  let firstByte = 1;
  const firstBytes = accepted.map(({ bytes }) => (firstByte += bytes.length) - bytes.length);
  return client.query(
    timed({
      name: 'ledger-insert-events',
      text: INSERT_EVENTS,
      values: [
        Buffer.concat(accepted.map(({ bytes }) => bytes)),
        firstBytes,
        accepted.map(({ bytes }) => bytes.length),
        accepted.map(({ timeMs }) => new Date(timeMs).toISOString()),
        state.position,
        state.recordedtime,
      ],
    }),
  );
}

function changeClaims(
  client: pg.PoolClient,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<unknown> | undefined {
  const givenUp = [...before.keys()].filter((name) => !after.has(name));
  const taken = [...after].filter(([name, holder]) => before.get(name) !== holder);
  if (givenUp.length === 0 && taken.length === 0) return undefined;
  const values = [givenUp, taken.map(([name]) => name), taken.map(([, holder]) => holder)];
  return client.query(timed({ text: CHANGE_CLAIMS, values }));
}

function commit(client: pg.PoolClient): Promise<unknown> {
  return client.query(timed({ text: 'commit' }));
}

/**
 * Whether a group whose reply was lost is recorded. Looked up under the head lock, since the
 * server may still be committing it: its transaction holds the head until it has ended.
 */
export async function wasRecorded(
  client: pg.PoolClient,
  lost: CommitUnknown,
  lockTimeoutMs: number,
): Promise<boolean> {
  await lockHead(client, lockTimeoutMs);
  const { rows } = await client.query<{ leaf_hash: string }>(
    timed({
      text: LEAF_HASH_AT,
      values: [lost.position],
    }),
  );
  await client.query('rollback');
  return rows[0]?.leaf_hash === lost.leafHash;
}
