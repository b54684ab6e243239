import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import type pg from 'pg';
import { Ledger } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import { checkJournalled, checkOrder } from '../faults/checker/check-ledger.js';
import { journalOf } from '../faults/checker/journal.js';
import { readStored } from '../faults/checker/stored.js';
import { createTestDatabase } from '../setup/database.js';
import { startChild } from './child.js';
import type { Child } from './child.js';

const PROCESSES = 4;
const CALLERS_EACH = 8;
const READERS = 4;
const SECONDS = 5;
const seed = Number(process.env['EDICT_TEST_SEED'] ?? Date.now() % 1_000_000);

let url: string;
let pool: pg.Pool;
let ledger: Ledger;

beforeAll(async () => {
  ({ url } = await createTestDatabase());
  pool = createPool({ url, applicationName: 'readers', max: 10 });
  ledger = new Ledger(pool);
});

afterAll(async () => {
  await ledger.close();
  await pool.end();
});

it(`readers see each event of 32 writers once, in order, without gaps (seed ${seed})`, async () => {
  const abort = new AbortController();
  const readers = Array.from({ length: READERS }, () => readAll(abort.signal));
  const writers = Array.from({ length: PROCESSES }, (_, index) =>
    startChild('./writer.mjs', [
      url,
      `w${index}`,
      String(CALLERS_EACH),
      String(seed + index * 100),
    ]),
  );
  await expectEventually(() => writers.every(hasRecorded));
  await pause(SECONDS * 500);
  kill(writers.slice(0, 2));
  await pause(SECONDS * 500);
  for (const { process } of writers) process.kill('SIGTERM');
  await Promise.all(writers.map(({ ended }) => ended));

  const { position: last } = await ledger.head();
  await expectEventually(() => readers.every(({ seen }) => seen.length >= last));
  abort.abort();
  await Promise.all(readers.map(({ done }) => done));
  expect(last).toBeGreaterThan(PROCESSES * CALLERS_EACH);
  for (const { seen } of readers) {
    expect(seen.map(({ position }) => position)).toEqual(upTo(last));
  }
  const journal = journalOf(writers.flatMap((writer) => writer.lines()));
  expect(journal.acknowledged.size).toBeGreaterThan(0);
  expect(journal.refused.size).toBeGreaterThan(0);
  const stored = await readStored(url);
  expect(checkJournalled(stored, journal, 'https://example.test/writers')).toEqual([]);
  expect(checkOrder(stored)).toEqual([]);
});

interface Reader {
  readonly seen: RecordedEvent[];
  readonly done: Promise<void>;
}

function readAll(signal: AbortSignal): Reader {
  const seen: RecordedEvent[] = [];
  const done = (async () => {
    for await (const event of ledger.follow({}, signal)) seen.push(event);
  })();
  return { seen, done };
}

function hasRecorded(writer: Child): boolean {
  return writer.lines().some((line) => line.startsWith('acknowledged '));
}

function kill(writers: readonly Child[]): void {
  for (const { process } of writers) process.kill('SIGKILL');
}

function upTo(position: number): readonly number[] {
  return Array.from({ length: position }, (_, index) => index + 1);
}

async function expectEventually(holds: () => boolean): Promise<void> {
  for (let waited = 0; waited < 20_000 && !holds(); waited += 50) await pause(50);
  expect(holds()).toBe(true);
}
