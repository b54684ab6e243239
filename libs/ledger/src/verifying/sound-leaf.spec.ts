import { isUtf8 } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CopiedRows } from '#libs/database';
import { leafHash } from '#libs/merkle';
import type pg from 'pg';
import { canonicalBytes } from '../canonical/canonical-bytes.js';
import { parseStrict } from '../canonical/parse-strict.js';
import { Ledger } from '../ledger.js';
import { examineLeaf } from '../log/check-leaf.js';
import { leafPages } from '../log/read-leaves.js';
import { COLUMN, storedLeaf } from '../log/stored-leaf.js';
import { ledgerDatabase } from '../testing/database.js';
import type { LedgerDatabase } from '../testing/database.js';
import { proposal, receiptsOf } from '../testing/proposals.js';
import { SoundLeaf } from './sound-leaf.js';

const PLAIN = [
  proposal(),
  proposal({ subject: 'systems/豆包', actor: 'keys/é', data: { a: { b: [1, -2, null, '🎬'] } } }),
  proposal({ time: '2026-02-10T01:30:00.123Z', correlationid: 'c', data: {} }),
  proposal({ causationid: 'b', correlationid: 'c', traceparent: '00-0-0-01' }),
];
const UNUSUAL = [
  proposal({ source: 'https://example.test/"quoted"' }),
  proposal({ time: '2024-02-29T00:00:00Z' }),
  proposal({ data: { é: 1, text: 'two\nlines' } }),
];

describe('A leaf that is surely sound', () => {
  let database: LedgerDatabase;
  let client: pg.PoolClient;
  beforeAll(async () => {
    database = await ledgerDatabase();
    const ledger = new Ledger(database.pool('edict_app'));
    receiptsOf(await ledger.append({ proposals: [...PLAIN, ...UNUSUAL] }));
    await ledger.close();
    client = await database.pool().connect();
  });
  afterAll(async () => {
    client.release();
    await database.close();
  });

  /** All leaves of the ledger, to be changed where they stand. */
  async function page(): Promise<CopiedRows> {
    for await (const rows of leafPages(client, 0, PLAIN.length + UNUSUAL.length)) return rows;
    throw new Error('There are leaves.');
  }

  function isSound(rows: CopiedRows): boolean {
    return new SoundLeaf(rows).isSound(leafHash(rows.value(COLUMN.bytes)));
  }

  /** Whatever those find that look for faults. */
  function isFaulty(rows: CopiedRows): boolean {
    const stored = storedLeaf(rows.row());
    if (examineLeaf(stored).faults.length > 0 || !isUtf8(stored.bytes)) return true;
    try {
      return !canonicalBytes(parseStrict(stored.bytes)).equals(stored.bytes);
    } catch {
      return true;
    }
  }

  it('is nearly every one; what is written in an unusual way is left to others', async () => {
    const rows = await page();
    const found: boolean[] = [];
    while (rows.next()) {
      expect(isFaulty(rows)).toBe(false);
      found.push(isSound(rows));
    }
    expect(found).toEqual([...PLAIN.map(() => true), ...UNUSUAL.map(() => false)]);
  });

  it('says the same as its columns', async () => {
    const rows = await page();
    const leaf = new SoundLeaf(rows);
    for (const { event } of PLAIN) {
      rows.next();
      expect(leaf.isSound(leafHash(rows.value(COLUMN.bytes)))).toBe(true);
      const { position, sequence, recorded_time: micros } = storedLeaf(rows.row());
      expect(leaf).toMatchObject({ subject: event.subject, position, sequence });
      expect(BigInt(Date.parse(leaf.recordedtime) - Date.UTC(2000, 0)) * 1_000n).toBe(micros);
    }
  });

  it('has nothing wrong with it, whichever byte is changed, and the hash with it', async () => {
    const rows = await page();
    let changes = 0;
    while (rows.next()) {
      for (const column of Object.values(COLUMN)) {
        const values = fc.tuple(fc.nat(rows.lengthOf(column) - 1), fc.nat(255));
        fc.assert(
          fc.property(values, ([offset, byte]) => {
            const value = rows.value(column);
            const before = value[offset] ?? 0;
            value[offset] = byte;
            const stored = rows.value(COLUMN.leafHash);
            const hash = Buffer.from(stored);
            if (column === COLUMN.bytes) leafHash(rows.value(column)).copy(stored);
            changes += 1;
            if (isSound(rows)) expect(isFaulty(rows)).toBe(false);
            value[offset] = before;
            hash.copy(stored);
          }),
          { numRuns: column === COLUMN.bytes ? 500 : 50 },
        );
      }
    }
    expect(changes).toBe((PLAIN.length + UNUSUAL.length) * 1_000);
  });
});
