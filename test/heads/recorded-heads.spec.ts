import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import {
  HEADS_QUIET_MS,
  headOfCompany,
  headsLeafHash,
  recordHeads,
  verifyHeads,
} from '#libs/evidence';
import { Ledger } from '#libs/ledger';
import type { NewEvent } from '#libs/ledger';
import { verifyInclusion } from '#libs/merkle';
import { proposal, receiptsOf } from '../../libs/ledger/src/testing/proposals.js';
import { createTestDatabase } from '../setup/database.js';

const DAY_MS = 24 * 3_600_000;

let pools: pg.Pool[];
let ledgers: Ledger[];
let url: string;
let ledger: Ledger;
/** As the worker has it. */
let own: Ledger;

beforeEach(async () => {
  ({ url } = await createTestDatabase());
  [pools, ledgers] = [[], []];
  ledger = open('edict_app');
  own = open('edict_log');
});

afterEach(async () => {
  for (const one of ledgers) await one.close();
  await Promise.all(pools.map((pool) => pool.end()));
});

function open(role: 'edict_app' | 'edict_log'): Ledger {
  const pool = createPool({ url, role, applicationName: 'heads spec', max: 1 });
  pools.push(pool);
  const opened = new Ledger(pool);
  ledgers.push(opened);
  return opened;
}

const record = async (...given: readonly Partial<NewEvent>[]) =>
  receiptsOf(await ledger.append({ proposals: given.map((one) => proposal(one)) }));
/** When the ledger has been at rest for long enough, so many days from now. */
const later = (days = 0) => new Date(Date.now() + HEADS_QUIET_MS + days * DAY_MS);

const A = { subject: 'companies/a', data: {} };
const B = { subject: 'companies/b', data: {} };
const SYSTEM_OF_A = { subject: 'systems/s', data: { company: 'a' } };
const FILING_OF_SYSTEM = { subject: 'algorithms/1', data: { system: 's' } };
const RULE = { subject: 'instruments/i', data: {} };

describe('Heads of a ledger', () => {
  it('are recorded when they are due, and once by however many are at it', async () => {
    expect(await recordHeads(own, later())).toBeUndefined();
    await record(A, B, SYSTEM_OF_A, FILING_OF_SYSTEM, RULE);
    expect(await recordHeads(own, new Date())).toBeUndefined();
    const both = await Promise.all(
      [own, open('edict_log')].map((one) => recordHeads(one, later())),
    );
    expect(both.filter((one) => one !== undefined)).toEqual([
      { upTo: 5, companies: 2, root: expect.any(Buffer), forAll: 1, position: 6 },
    ]);
    expect((await ledger.head()).position).toBe(6);
    expect(await ledger.newest('log/heads')).toMatchObject({
      type: 'log.heads',
      actor: 'edict',
      data: { upTo: 5, companies: 2, forAll: 1 },
    });
  });

  it('are recorded again on another day where something was recorded, and not where nothing was', async () => {
    await record(A);
    await recordHeads(own, later());
    expect(await recordHeads(own, later(1))).toBeUndefined();
    await record(B);
    expect(await recordHeads(own, later())).toBeUndefined();
    expect(await recordHeads(own, later(1))).toMatchObject({ upTo: 3, companies: 2, position: 4 });
    expect(await recordHeads(own, later(2))).toBeUndefined();
  });

  it('end without a record when they are told to stop', async () => {
    await record(A);
    const stopped = recordHeads(own, later(), AbortSignal.abort());
    await expect(stopped).rejects.toThrow('aborted');
    expect((await ledger.head()).position).toBe(1);
  });

  it('are all that their recorder may record', async () => {
    const forged = own.append({ proposals: [proposal(A)] });
    await expect(forged).rejects.toMatchObject({ code: '42501' });
    const named = own.append({ proposals: [proposal({ ...A, subject: 'log/heads' })] });
    await expect(named).rejects.toMatchObject({ code: '42501' });
    for (const statement of ['delete from ledger.event', "insert into ledger.claim values ('a')"]) {
      await expect(pools[1]?.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    expect((await ledger.head()).position).toBe(0);
  });
});

describe('The head of a company', () => {
  it('proves how many events it has up to the last heads at or before a position', async () => {
    await record(A, B, SYSTEM_OF_A, FILING_OF_SYSTEM);
    const { root = Buffer.of(), position = 0 } = (await recordHeads(own, later())) ?? {};
    await record(A, A);
    expect(await headOfCompany(ledger, 'a', position - 1)).toBeUndefined();
    const head = await headOfCompany(ledger, 'a', position + 1);
    expect(head).toMatchObject({ position, upTo: 4, company: 'a', count: 3, index: 0, size: 2 });
    verifyInclusion(headsLeafHash(['a', 3]), 0, { size: 2, root }, head?.hashes ?? []);
    expect(await headOfCompany(ledger, 'nobody', position)).toBeUndefined();
    await recordHeads(own, later(1));
    expect(await headOfCompany(ledger, 'a', 100)).toMatchObject({ upTo: 7, count: 5 });
    expect(await headOfCompany(ledger, 'a', position)).toMatchObject({ upTo: 4, count: 3 });
  });

  it('is refused where the ledger says another count than it has', async () => {
    await record(A);
    const { root, ...forged } = { upTo: 1, companies: 1, root: Buffer.alloc(32, 1), forAll: 0 };
    const data = { ...forged, root: root.toString('base64') };
    await record({ type: 'log.heads', subject: 'log/heads', data });
    const fault = { kind: 'heads', position: 2 };
    await expect(headOfCompany(ledger, 'a', 2)).rejects.toMatchObject(fault);
    await record({ type: 'log.heads', subject: 'log/heads', data: {} });
    await expect(headOfCompany(ledger, 'a', 3)).rejects.toMatchObject({ ...fault, position: 3 });
  });
});

describe('Verification', () => {
  it('compares all heads behind a position with the events, and names those that are false', async () => {
    await record(A, SYSTEM_OF_A);
    await recordHeads(own, later());
    await record(B);
    await recordHeads(own, later(1));
    expect(await verifyHeads(ledger, { after: 0, upTo: 5 })).toEqual({ checked: 2, faults: [] });
    expect(await verifyHeads(ledger, { after: 3, upTo: 5 })).toEqual({ checked: 1, faults: [] });
    expect(await verifyHeads(ledger, { after: 0, upTo: 4 })).toEqual({ checked: 1, faults: [] });
    const data = { ...(await ledger.newest('log/heads'))?.data, companies: 3 };
    await record({ type: 'log.heads', subject: 'log/heads', data });
    await record({ type: 'log.heads', subject: 'log/heads', data: {} });
    const forAll = { ...data, companies: 2, forAll: 1 };
    await record({ type: 'log.heads', subject: 'log/heads', data: forAll });
    const { checked, faults } = await verifyHeads(ledger, { after: 0, upTo: 8 });
    expect(checked).toBe(4);
    expect(faults).toMatchObject([
      { kind: 'heads', position: 7 },
      { kind: 'heads', position: 6, detail: expect.stringContaining('3 companies') },
      { kind: 'heads', position: 8, detail: expect.stringContaining('1 events up to 4 concern') },
    ]);
  });
});
