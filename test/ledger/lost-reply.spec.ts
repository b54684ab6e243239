import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import type pg from 'pg';
import { Ledger, LedgerUnavailable } from '#libs/ledger';
import type { AppendRequest, Receipt, Verdict } from '#libs/ledger';
import { createTestDatabase } from '../setup/database.js';
import { CuttingProxy } from '../setup/cutting-proxy.js';
import type { Cut } from '../setup/cutting-proxy.js';

let proxy: CuttingProxy;
let pool: pg.Pool;
let ledger: Ledger;
let direct: pg.Pool;
let reader: Ledger;

beforeAll(async () => {
  const { url } = await createTestDatabase();
  proxy = await CuttingProxy.before(url);
  pool = createPool({ url: proxy.url, applicationName: 'cut', max: 2 });
  ledger = new Ledger(pool);
  direct = createPool({ url, applicationName: 'direct', max: 2 });
  reader = new Ledger(direct);
});

afterAll(async () => {
  await ledger.close();
  await pool.end();
  await direct.end();
  await proxy.close();
});

function append(...ids: readonly string[]): AppendRequest {
  return {
    proposals: ids.map((id) => ({
      event: {
        source: 'https://example.test/news',
        id,
        type: 'system.launched',
        subject: 'systems/kling-3.0',
        time: '2026-02-05T00:00:00+08:00',
        dataschema: 'urn:edict:event:system.launched:1',
        data: {},
        actor: 'keys/test',
      },
    })),
  };
}

function receipts(verdict: Verdict | undefined): readonly Receipt[] {
  return verdict?.outcome === 'recorded' ? verdict.receipts : [];
}

it.each<Cut>(['before-commit', 'after-commit'])(
  'gives the group its receipts though the connection was cut %s',
  async (cut) => {
    const { position } = await reader.head();
    proxy.cut = cut;
    proxy.cuts = 0;
    const verdicts = await Promise.all([
      ledger.append(append(`${cut}-1`)),
      ledger.append(append(`${cut}-2`, `${cut}-3`)),
      ledger.append(append(`${cut}-1`)),
    ]);
    expect(proxy.cuts).toBe(1);
    const places = verdicts.map((verdict) =>
      receipts(verdict).map((receipt) => [receipt.position - position, receipt.duplicate]),
    );
    expect(places).toEqual([
      [[1, false]],
      [
        [2, false],
        [3, false],
      ],
      [[1, true]],
    ]);
    expect((await reader.head()).position).toBe(position + 3);
    const [first] = receipts(verdicts[0]);
    expect((await reader.at(position + 1))?.leafHash).toBe(first?.leafHash);
  },
);

it.each<Cut>(['before-commit', 'after-commit'])(
  'gives a group its receipts that was written without reading, though the connection was cut %s',
  async (cut) => {
    const name = `unread-${cut}`;
    for (const id of [1, 2]) receipts(await ledger.append(append(`${name}-before-${id}`)));
    const { position } = await reader.head();
    proxy.cut = cut;
    proxy.cuts = 0;
    const verdicts = await Promise.all([
      ledger.append(append(`${name}-1`)),
      ledger.append(append(`${name}-2`, `${name}-3`)),
    ]);
    expect(proxy.cuts).toBe(1);
    const found = verdicts.flatMap(receipts);
    expect(found.map((receipt) => [receipt.position - position, receipt.duplicate])).toEqual([
      [1, false],
      [2, false],
      [3, false],
    ]);
    expect((await reader.head()).position).toBe(position + 3);
    const stored = await reader.find(found);
    expect(stored).toEqual(found.map((receipt) => ({ ...receipt, duplicate: true })));
  },
);

it('says that the outcome is unknown when the database stays away; a retry gets the first position', async () => {
  const { position } = await reader.head();
  proxy.cut = 'after-commit-for-good';
  proxy.cuts = 0;
  const lost = ledger.append(append('retried'));
  await expect(lost).rejects.toThrow(LedgerUnavailable);
  await expect(lost).rejects.toMatchObject({ outcome: 'unknown' });
  proxy.cut = 'never';
  const [again] = receipts(await ledger.append(append('retried')));
  expect(again).toMatchObject({ position: position + 1, duplicate: true });
  expect((await reader.head()).position).toBe(position + 1);
});
