import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { AppendRequest, Receipt } from '../append.js';
import { Ledger } from '../ledger.js';
import { FORESEEN_STREAMS_MAX } from '../limits.js';
import { ledgerDatabase } from '../testing/database.js';
import type { LedgerDatabase } from '../testing/database.js';
import { newEvent, proposal, receiptsOf } from '../testing/proposals.js';
import { carryForeseen } from './foreseen-transaction.js';
import { Foresight } from './foresight.js';
import type { ForeseenGroup } from './foresight.js';
import { carryGroup } from './group-transaction.js';
import { prepareAppend } from './prepare-append.js';

const LOCK_TIMEOUT_MS = 1_000;

let database: LedgerDatabase;
let pool: pg.Pool;
let client: pg.PoolClient;
let ledger: Ledger;
let foresight: Foresight;
let subject: string;

beforeAll(async () => {
  database = await ledgerDatabase();
  const { options } = database.pool('edict_app');
  pool = new pg.Pool({ ...options, max: 1, pipeline: true });
  client = await pool.connect();
  ledger = new Ledger(database.pool('edict_app'));
});

afterAll(async () => {
  client.release();
  await pool.end();
  await ledger.close();
  await database.close();
});

beforeEach(() => {
  foresight = new Foresight();
  subject = `systems/${randomUUID()}`;
});

/** As groups are carried that are read. */
async function carry(...requests: readonly AppendRequest[]): Promise<void> {
  const options = { lockTimeoutMs: LOCK_TIMEOUT_MS, recorded: 0, foresight };
  await carryGroup(client, requests.map(prepareAppend), options);
}

/** From then on this process knows the stream, and that nobody else is writing. */
async function carryTwo(): Promise<void> {
  await carry({ proposals: [proposal({ subject })] });
  await carry({ proposals: [proposal({ subject })] });
}

function foresee(...requests: readonly AppendRequest[]): ForeseenGroup | undefined {
  return foresight.foresee(requests.map(prepareAppend));
}

function foreseen(...requests: readonly AppendRequest[]): ForeseenGroup {
  const group = foresee(...requests);
  if (group === undefined) throw new Error('not foreseen');
  return group;
}

const carried = (group: ForeseenGroup) => carryForeseen(client, group, foresight, LOCK_TIMEOUT_MS);

describe('a group that is foreseen', () => {
  it('gets the receipts that the ledger has of it', async () => {
    await carryTwo();
    const { position } = await ledger.head();
    const twice = [proposal({ subject, data: { note: '名 "a" \\' } }, 2), proposal({ subject }, 3)];
    const guards = [{ subject, sequence: 4 }];
    const group = foreseen({ proposals: twice }, { proposals: [proposal({ subject })], guards });
    const verdicts = await carried(group);
    const receipts = (verdicts ?? []).flatMap(receiptsOf);
    expect(receipts.map((receipt) => receipt.position)).toEqual([1, 2, 3].map((n) => position + n));
    expect(receipts.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    const stored = await ledger.find(receipts);
    expect(stored).toEqual(receipts.map((receipt: Receipt) => ({ ...receipt, duplicate: true })));
    const { event } = (await ledger.at(position + 1)) ?? {};
    const { recordedtime } = receipts[0] ?? {};
    const place = { position: position + 1, sequence: 3, recordedtime };
    expect(event).toStrictEqual({ ...twice[0]?.event, ...place });
  });

  it('is followed by others, and never goes back in time', async () => {
    await carryTwo();
    await database
      .pool()
      .query(`update ledger.head set recorded_time = recorded_time + interval '1 hour'`);
    await carryTwo();
    const times: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const verdicts = await carried(foreseen({ proposals: [proposal({ subject })] }));
      times.push(...(verdicts ?? []).flatMap(receiptsOf).map((receipt) => receipt.recordedtime));
    }
    expect(times).toHaveLength(3);
    expect(times).toEqual(times.toSorted());
    expect(times.at(-1)).toBe((await ledger.head()).recordedtime);
  });

  it.each([
    ['the same stream', () => subject],
    ['another stream', () => `systems/${randomUUID()}`],
  ])('is not written when somebody else wrote to %s', async (_, other) => {
    await carryTwo();
    const group = foreseen({ proposals: [proposal({ subject })] });
    receiptsOf(await ledger.append({ proposals: [proposal({ subject: other() })] }));
    const { position } = await ledger.head();
    expect(await carried(group)).toBeUndefined();
    expect((await ledger.head()).position).toBe(position);
    expect(foresee({ proposals: [proposal({ subject })] })).toBeUndefined();
  });

  it('is not written when an id is known, be it of the group itself', async () => {
    await carryTwo();
    const event = newEvent({ subject });
    await carry({ proposals: [{ event }] });
    const { position } = await ledger.head();
    expect(await carried(foreseen({ proposals: [proposal({ subject }), { event }] }))).toBe(
      undefined,
    );
    await carryTwo();
    const fresh = proposal({ subject });
    expect(await carried(foreseen({ proposals: [fresh, fresh] }))).toBeUndefined();
    expect((await ledger.head()).position).toBe(position + 2);
  });

  it('waits for the head no longer than others', async () => {
    await carryTwo();
    const group = foreseen({ proposals: [proposal({ subject })] });
    const holder = await database.pool().connect();
    await holder.query('begin; select position from ledger.head for update');
    const waiting = carryForeseen(client, group, foresight, 100);
    await expect(waiting).rejects.toMatchObject({ code: '55P03' });
    await holder.query('rollback');
    holder.release();
  });

  it('is recorded with the time at which it got the head', async () => {
    await carryTwo();
    const group = foreseen({ proposals: [proposal({ subject })] });
    const holder = await database.pool().connect();
    await holder.query('begin; select position from ledger.head for share');
    const waiting = carried(group);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { rows } = await holder.query<{ now: Date }>('select clock_timestamp() as now');
    await holder.query('commit');
    holder.release();
    const [receipt] = ((await waiting) ?? []).flatMap(receiptsOf);
    const nowMs = rows[0]?.now.getTime() ?? NaN;
    expect(Date.parse(receipt?.recordedtime ?? '')).toBeGreaterThanOrEqual(nowMs);
  });
});

describe('nothing is foreseen', () => {
  const one = (): AppendRequest => ({ proposals: [proposal({ subject })] });

  it('before this process wrote twice, with nobody else between', async () => {
    expect(foresee(one())).toBeUndefined();
    await carry(one());
    expect(foresee(one())).toBeUndefined();
    receiptsOf(await ledger.append(one()));
    await carry(one());
    expect(foresee(one())).toBeUndefined();
    await carry(one());
    expect(foresee(one())).toBeDefined();
  });

  it('of a stream, a version, a guard or a name that is not known to hold', async () => {
    await carryTwo();
    const other = 'systems/never-seen';
    const claims = [{ name: 'algorithm-number/1', holder: subject }];
    const open: readonly AppendRequest[] = [
      { proposals: [proposal({ subject: other })] },
      { proposals: [proposal({ subject }, 1)] },
      { ...one(), guards: [{ subject: other, sequence: 0 }] },
      { ...one(), guards: [{ subject, sequence: 1 }] },
      { ...one(), claims },
      { ...one(), releases: claims },
    ];
    for (const request of open) expect(foresee(one(), request)).toBeUndefined();
    expect(foresee(one(), one())).toBeDefined();
  });

  it('after a group of which something was recorded before, until the next one', async () => {
    await carryTwo();
    const known = one();
    await carry(known);
    await carry(known, one());
    expect(foresee(one())).toBeUndefined();
    await carry(one());
    expect(foresee(one())).toBeDefined();
  });

  it('of more streams than are kept; those used last are', async () => {
    await carryTwo();
    const sequences = new Map(
      Array.from({ length: FORESEEN_STREAMS_MAX - 1 }, (_, index) => [`systems/s${index}`, 1]),
    );
    const { position, recordedtime = '' } = await ledger.head();
    const state = { position, recordedtime, events: new Map(), holders: new Map(), sequences };
    foresight.learn({ position, events: 0 }, state);
    expect(foresee(one())).toBeDefined();
    sequences.set('systems/one-more', 1);
    foresight.learn({ position, events: 0 }, state);
    expect(foresee(one())).toBeUndefined();
    expect(foresee({ proposals: [proposal({ subject: 'systems/s0' })] })).toBeDefined();
  });
});
