import { sql } from '#libs/database';
import type pg from 'pg';
import type { Verdict } from '../append.js';
import { LedgerRolledBack } from '../errors.js';
import { RETRY_AFTER_SECONDS } from '../limits.js';
import type { Foresight } from './foresight.js';
import { commit, lockHead, settle } from './head-transaction.js';
import { insertPersonalValues } from './insert-personal-values.js';
import { judge } from './judge.js';
import type { AcceptedEvent, PreparedAppend } from './judge.js';
import type { LedgerState } from './known.js';
import { readState } from './read-state.js';
import { timed } from './timed.js';

const INSERT_EVENTS = sql(import.meta.url, './insert-events.sql');
const CHANGE_CLAIMS = sql(import.meta.url, './change-claims.sql');
const LEAF_HASH_AT = sql(import.meta.url, './leaf-hash-at.sql');

export interface GroupOptions {
  readonly lockTimeoutMs: number;
  /** The last position that was acknowledged. */
  readonly recorded: number;
  /** Learns what the group leaves. */
  readonly foresight: Foresight;
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
  { lockTimeoutMs, recorded, foresight }: GroupOptions,
): Promise<readonly Verdict[]> {
  // Read committed: the second statement's snapshot is taken when the first has got the lock.
  const [, state] = await Promise.all([
    lockHead(client, lockTimeoutMs),
    readState(client, group, lockTimeoutMs),
  ]);
  if (state.position < recorded) {
    throw new LedgerRolledBack(state.position, recorded, RETRY_AFTER_SECONDS);
  }
  const before = { position: state.position, events: state.events.size };
  const holders = new Map(state.holders);
  const judgements = group.map((append) => judge(append, state));
  const verdicts = judgements.map((judgement) => judgement.verdict);
  const accepted = judgements.flatMap((judgement) => judgement.accepted);
  const [first] = accepted;
  if (first === undefined) {
    await client.query('rollback');
  } else {
    const writes = [insertEvents(client, accepted, state)];
    const claims = changeClaims(client, holders, state.holders);
    if (claims !== undefined) writes.push(claims);
    const values = insertPersonalValues(client, accepted, before.position + 1);
    if (values !== undefined) writes.push(values);
    await settle([...writes, commit(client)], async (other) =>
      (await leafHashAt(other, before.position + 1)) === first.leafHash ? verdicts : undefined,
    );
  }
  foresight.learn(before, state);
  return verdicts;
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

async function leafHashAt(client: pg.PoolClient, position: number): Promise<string | undefined> {
  const query = timed({ text: LEAF_HASH_AT, values: [position] });
  const { rows } = await client.query<{ leaf_hash: string }>(query);
  return rows[0]?.leaf_hash;
}
