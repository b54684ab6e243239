import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { StreamCache } from './stream-cache.js';

const STREAMS = 60;
const EVENTS_EACH = 5;
const TEXT = 'x'.repeat(2_000);
/** Enough for a few of the streams. */
const BYTES_MAX = 150_000;

const NAMES = Array.from({ length: STREAMS }, (_, index) => `systems/held-${index}`);

describe('Streams that are kept', () => {
  let pool: pg.Pool;
  let ledger: Ledger;

  beforeAll(async () => {
    const { url } = await createTestDatabase();
    pool = createPool({ url, applicationName: 'stream cache', max: 2 });
    ledger = new Ledger(pool);
    for (let turn = 0; turn < EVENTS_EACH; turn += 1) {
      await ledger.append({ proposals: NAMES.map((subject) => ({ event: told(subject, turn) })) });
    }
  });

  afterAll(async () => {
    await ledger.close();
    await pool.end();
  });

  it('take no more memory than they may, however many are asked for', async () => {
    const cache = new StreamCache(ledger, BYTES_MAX);
    cache.moveTo(STREAMS * EVENTS_EACH);
    for (const name of NAMES) {
      const histories = await cache.histories([name]);
      expect(histories.get(name)).toHaveLength(EVENTS_EACH);
      expect(cache.bytes).toBeLessThanOrEqual(BYTES_MAX);
    }
    // As much as the payloads alone is kept, and so the limit is one.
    expect(cache.bytes).toBeGreaterThan(BYTES_MAX / 2);
  });

  it('grow by the events that pass by, and are let go of when they have grown too large', async () => {
    const cache = new StreamCache(ledger, BYTES_MAX);
    const events = await ledger.page({}, STREAMS * EVENTS_EACH);
    cache.pass(events.slice(0, STREAMS));
    const before = cache.bytes;
    expect(before).toBeLessThanOrEqual(BYTES_MAX);
    cache.pass(events.slice(STREAMS));
    expect(cache.bytes).toBeLessThanOrEqual(BYTES_MAX);
    const histories = await cache.histories(NAMES);
    for (const name of NAMES) {
      expect(histories.get(name)).toEqual(events.filter(({ subject }) => subject === name));
    }
    expect(cache.bytes).toBeLessThanOrEqual(BYTES_MAX);
  });

  it('tell how long they are, whether they are kept or not', async () => {
    const cache = new StreamCache(ledger, BYTES_MAX);
    cache.moveTo(STREAMS * EVENTS_EACH);
    await cache.histories(NAMES.slice(0, 2));
    const lengths = await cache.lengths([...NAMES.slice(0, 4), 'systems/none']);
    expect([...lengths.values()]).toEqual([...Array.from({ length: 4 }, () => EVENTS_EACH), 0]);
  });
});

function told(subject: string, turn: number) {
  return {
    source: 'urn:edict:test',
    id: `${subject}/${turn}`,
    type: 'system.described',
    subject,
    time: '2026-01-01T00:00:00Z',
    dataschema: 'urn:edict:event:system.described:1',
    data: { facts: { text: TEXT } },
    actor: 'tester',
  };
}
