import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { generate, generated } from '../../apps/cli/src/bench/generate.js';
import { createPool } from '#libs/database';
import { checkPayload } from '#libs/governance';
import { Ledger } from '#libs/ledger';
import type { NewEvent } from '#libs/ledger';
import { openImportDesk } from '../importers/importing.js';
import { createTestDatabase } from '../setup/database.js';

const OPTIONS = { events: 3_000, companies: 40, seed: 7 };

describe('generated ledgers', () => {
  let pool: pg.Pool;
  let ledger: Ledger;

  beforeAll(async () => {
    const { url } = await createTestDatabase();
    pool = createPool({ url, applicationName: 'bench', role: 'edict_app' });
    ledger = new Ledger(pool);
  });

  afterAll(async () => {
    await ledger.close();
    await pool.end();
  });

  it('are the same for the same seed and others for another', () => {
    const told = (seed: number) =>
      JSON.stringify([...generated({ ...OPTIONS, seed })].map(({ event }) => event));
    expect(told(7)).toBe(told(7));
    expect(told(7)).not.toBe(told(8));
  });

  it('hold as many events as were asked for, each with a payload that is valid', async () => {
    expect(await generate(ledger, OPTIONS)).toBe(OPTIONS.events);
    expect((await ledger.head()).position).toBe(OPTIONS.events);
    const problems = [...generated(OPTIONS)].flatMap(({ event }) =>
      checkPayload(event.type, event.data).map(({ pointer }) => `${event.type} ${pointer}`),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  it('are not mixed with those of another seed', async () => {
    const { position } = await ledger.head();
    await expect(generate(ledger, { ...OPTIONS, seed: 8 })).rejects.toThrow('of another seed');
    expect((await ledger.head()).position).toBe(position);
  });

  it('tell of rules from their start to their end', () => {
    const places = [...generated(OPTIONS)].flatMap(({ event: { type } }, place) =>
      /^(instrument|obligation)\./.test(type) ? [[place, type]] : [],
    );
    expect(places.slice(0, 3)).toEqual([
      [0, 'instrument.published'],
      [375, 'obligation.defined'],
      [750, 'obligation.amended'],
    ]);
    expect(places).toHaveLength(8);
  });

  it('have companies of very different size, and corrections and retractions', () => {
    const events = [...generated(OPTIONS)].map(({ event }) => event);
    const sizes = new Map<string, number>();
    for (const { id } of events) {
      const company = id.split('/')[0] ?? '';
      sizes.set(company, (sizes.get(company) ?? 0) + 1);
    }
    expect(Math.max(...sizes.values())).toBeGreaterThan(10 * Math.min(...sizes.values()));
    const types = new Set(events.map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['event.corrected', 'event.retracted']));
    expect(types.size).toBeGreaterThan(15);
  });
});

describe('generated events', () => {
  it.each([2, 7, 11])('are ones that an import takes, all of seed %d', async (seed) => {
    const desk = await openImportDesk();
    try {
      const lines = [...generated({ ...OPTIONS, seed })].map(({ event }) => asSent(event));
      const { reported, recorded } = await desk.import('made-up.ndjson', lines.join('\n'));
      expect(reported).toEqual([]);
      expect(recorded).toBe(OPTIONS.events);
    } finally {
      await desk.close();
    }
  });
});

function asSent({ id, source, type, subject, time, data }: NewEvent): string {
  return JSON.stringify({ specversion: '1.0', id, source, type, subject, time, data });
}
