import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import type pg from 'pg';
import { Ledger, projectionState } from '#libs/ledger';
import { createTestDatabase } from '../setup/database.js';
import { startChild } from './child.js';
import type { Child } from './child.js';

const EVENTS = 600;
const KILLS = 3;

let url: string;
let pool: pg.Pool;
let ledger: Ledger;
let workers: Child[] = [];

beforeAll(async () => {
  ({ url } = await createTestDatabase());
  pool = createPool({ url, applicationName: 'test', max: 5 });
  ledger = new Ledger(pool);
  await pool.query('create schema if not exists public');
  await pool.query('create table public.seen (place bigserial, position bigint)');
});

afterAll(async () => {
  for (const { process } of workers) process.kill('SIGKILL');
  await ledger.close();
  await pool.end();
});

it('takes each event into its views once, though workers are killed within a batch', async () => {
  await ledger.append({ proposals: Array.from({ length: EVENTS }, (_, index) => event(index)) });
  workers = [startChild('./projecting-worker.mjs', [url])];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const worker = workers.at(-1);
    const begun = await linesOf(worker, 3);
    // A second one is there already, standing by: it must not run before the first is dead.
    workers.push(startChild('./projecting-worker.mjs', [url]));
    worker?.process.kill('SIGKILL');
    await worker?.ended;
    expect(begun).toBeGreaterThanOrEqual(3);
  }
  await reached(EVENTS);
  const { rows } = await pool.query<{ position: number }>(
    'select position from seen order by place',
  );
  expect(rows.map(({ position }) => position)).toEqual(
    Array.from({ length: EVENTS }, (_, index) => index + 1),
  );
  // The control: some batches were applied again, so kills did fall within batches.
  const applied = workers.flatMap((worker) => worker.lines());
  expect(applied.length).toBeGreaterThan(new Set(applied).size);
});

function event(index: number) {
  return {
    event: {
      source: 'https://example.test/news',
      id: String(index),
      type: 'system.launched',
      subject: `systems/${index % 7}`,
      time: '2026-02-10T09:30:00+08:00',
      dataschema: 'urn:edict:event:system.launched:1',
      data: {},
      actor: 'keys/test',
    },
  };
}

async function linesOf(worker: Child | undefined, count: number): Promise<number> {
  for (let waited = 0; waited < 15_000; waited += 10) {
    const found = worker?.lines().length ?? 0;
    if (found >= count) return found;
    await pause(10);
  }
  throw new Error('the worker applied nothing');
}

async function reached(position: number): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if ((await projectionState(pool, 'seen')).position >= position) return;
    await pause(50);
  }
  throw new Error(`the projection did not reach ${position}`);
}
