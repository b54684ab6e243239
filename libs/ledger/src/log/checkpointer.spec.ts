import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SignedLedger } from '../testing/signed-ledger.js';
import { Checkpointer } from './checkpointer.js';
import type { CheckpointerHealth, CheckpointerOptions } from './checkpointer.js';
import { LedgerLog } from './ledger-log.js';

/** Longer than any test takes: nothing is signed because of the time. */
const NEVER_MS = 600_000;

let signed: SignedLedger;
let log: LedgerLog;
let started: Checkpointer[];
let healths: CheckpointerHealth[];

beforeEach(async () => {
  signed = await SignedLedger.open();
  log = new LedgerLog(signed.database.pool('edict_app'));
  started = [];
  healths = [];
});
afterEach(async () => {
  await Promise.all(started.map((checkpointer) => checkpointer.stop()));
  log.close();
  await signed.close();
});

function start(given: Partial<CheckpointerOptions> = {}): Checkpointer {
  const checkpointer = new Checkpointer({
    pool: signed.database.pool('edict_signer', 1),
    signer: () => Promise.resolve(signed.signer),
    intervalMs: NEVER_MS,
    onHealth: (health) => healths.push(health),
    ...given,
  });
  checkpointer.start();
  started.push(checkpointer);
  return checkpointer;
}

async function becomes(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not become so.');
    await pause(20);
  }
}

const size = async () => (await log.state()).size;
const isSigned = (wanted: number) => becomes(async () => (await size()) === wanted);

describe('The checkpointer', () => {
  it('signs what there is when it starts, then what somebody wants signed', async () => {
    await signed.record(3);
    start();
    await isSigned(3);
    await signed.record(2);
    expect(await log.covers(5, 20_000)).toBe(true);
    expect((await signed.checkpoints()).map((one) => one.size)).toEqual([3, 5]);
  });

  it('signs in time if something was recorded, and not otherwise', async () => {
    await signed.record(1);
    start({ intervalMs: 100 });
    await isSigned(1);
    await pause(500);
    expect(await signed.checkpoints()).toHaveLength(1);
    await signed.record(1);
    await isSigned(2);
  });

  it('signs at once after so many events, and not after one less', async () => {
    await signed.record(1);
    start({ eventsMax: 50 });
    await isSigned(1);
    await signed.record(49);
    await pause(1_500);
    expect(await size()).toBe(1);
    await signed.record(1);
    await isSigned(51);
  });

  it('signs in one process at a time, and in another when that one is gone', async () => {
    const first = start();
    await becomes(() => healths.some(({ detail }) => detail === 'signing'));
    const second = start();
    await becomes(() => healths.some(({ detail }) => detail.includes('this one waits')));
    await signed.record(5);
    expect(await log.covers(5, 20_000)).toBe(true);
    await first.stop();
    await signed.record(5);
    expect(await log.covers(10, 20_000)).toBe(true);
    await second.stop();
    expect((await signed.checkpoints()).map((one) => one.size)).toEqual([0, 5, 10]);
  });

  it('goes on with another connection when its own is lost', async () => {
    await signed.record(1);
    start();
    await isSigned(1);
    await signed.owner.query(
      `select pg_terminate_backend(pid) from pg_locks
       join pg_database on pg_database.oid = pg_locks.database
       where datname = current_database() and locktype = 'advisory' and objid = 72110005`,
    );
    await signed.record(1);
    await isSigned(2);
  });

  it('refuses to sign what is not as it was signed, says so, and goes on once it is', async () => {
    await signed.record(5);
    start({ intervalMs: 200 });
    await isSigned(5);
    await signed.tamper(`update ledger.event set actor = 'keys/other' where position = 2`);
    await signed.record(1);
    const refusal = 'The column actor of event 2 is not what its bytes say.';
    await becomes(async () => (await log.state()).refusal === refusal);
    expect(healths.at(-1)).toEqual({ status: 'degraded', detail: `refuses to sign: ${refusal}` });
    expect(await log.covers(6, 500)).toBe(false);
    await signed.tamper(`update ledger.event set actor = 'keys/test' where position = 2`);
    await isSigned(6);
    expect((await log.state()).refusal).toBeNull();
    expect(healths.at(-1)).toEqual({ status: 'ok', detail: 'signing' });
  });

  it('without a key refuses, and signs once it has one', async () => {
    await signed.record(1);
    let hasKey = false;
    const signer = () =>
      hasKey ? Promise.resolve(signed.signer) : Promise.reject(new Error('There is no key.'));
    start({ intervalMs: 200, signer });
    await becomes(async () => (await log.state()).refusal === 'Error: There is no key.');
    hasKey = true;
    await isSigned(1);
  });
});
