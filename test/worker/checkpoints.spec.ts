import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { Ledger, LedgerLog } from '#libs/ledger';
import { openCheckpoint, parseSignerKey } from '#libs/merkle';
import { proposal } from '../../libs/ledger/src/testing/proposals.js';
import { createTestDatabase } from '../setup/database.js';
import { until, WorkerProcess } from './worker-process.js';

const WAIT_MS = 30_000;

let url: string;
let folder: string;
let pool: pg.Pool;
let ledger: Ledger;
let log: LedgerLog;
let workers: WorkerProcess[];

beforeEach(async () => {
  ({ url } = await createTestDatabase());
  folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'signing-'));
  pool = createPool({ url, applicationName: 'checkpoints spec', role: 'edict_app', max: 4 });
  ledger = new Ledger(pool);
  log = new LedgerLog(pool);
  workers = [];
});

afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(({ exit }) => exit));
  await ledger.close();
  log.close();
  await pool.end();
});

function start(settings: Readonly<Record<string, string>> = {}): WorkerProcess {
  const given = { EDICT_DATABASE_URL: url, EDICT_DATA_DIR: folder, ...settings };
  const worker = new WorkerProcess(given);
  workers.push(worker);
  return worker;
}

const record = (count: number) =>
  ledger.append({ proposals: Array.from({ length: count }, () => proposal()) });
const keyFile = () => join(folder, 'log', 'signing-key');

/** The newest checkpoint, opened with the key that the worker has. */
async function checkpoint() {
  const key = parseSignerKey((await readFile(keyFile(), 'utf8')).trim());
  return openCheckpoint((await log.latest())?.note ?? '', [key.verifier]);
}

describe('A worker', () => {
  it('signs with a key that it makes in its data directory, for its user alone', async () => {
    await record(3);
    const worker = start({ EDICT_ORIGIN: 'log.example/worker' });
    expect(await log.covers(3, WAIT_MS)).toBe(true);
    expect(await checkpoint()).toMatchObject({ origin: 'log.example/worker', size: 3 });
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    const key = await readFile(keyFile(), 'utf8');
    expect(worker.output).not.toContain(key.trim().split('+').at(-1));
  });

  it('writes what it has signed to a folder of anchors, and signs on where that fails', async () => {
    const anchors = join(folder, 'anchors');
    const newest = () => readFile(join(anchors, 'latest.checkpoint'), 'utf8').catch(() => '');
    await record(2);
    const worker = start({ EDICT_ANCHOR_DIR: anchors });
    expect(await log.covers(2, WAIT_MS)).toBe(true);
    const { note } = await checkpoint();
    await until(async () => (await newest()) === note);
    const hours = (await readdir(anchors)).filter((name) => /T\d\dZ\.checkpoint$/.test(name));
    expect(hours).not.toEqual([]);
    await rm(anchors, { recursive: true });
    await writeFile(anchors, 'no folder');
    await record(1);
    expect(await log.covers(3, WAIT_MS)).toBe(true);
    await until(() => worker.output.includes('A checkpoint could not be anchored.'));
    await record(1);
    expect(await log.covers(4, WAIT_MS)).toBe(true);
  });

  it('goes on after it was killed, however often, and two sign as one', async () => {
    for (const size of [1, 2, 3, 4]) {
      const pair = [start(), start()];
      await record(1);
      expect(await log.covers(size, WAIT_MS)).toBe(true);
      expect((await checkpoint()).size).toBe(size);
      for (const worker of pair) worker.kill('SIGKILL');
      await Promise.all(pair.map(({ exit }) => exit));
    }
    const { rows } = await pool.query('select size, previous from ledger.checkpoint order by id');
    const sizes = rows.map(({ size }: { size: number }) => size);
    expect(rows.map(({ previous }: { previous: number | null }) => previous)).toEqual([
      null,
      ...sizes.slice(0, -1),
    ]);
  });

  it('without the key of a ledger that was signed projects and does not sign', async () => {
    await record(1);
    const first = start();
    expect(await log.covers(1, WAIT_MS)).toBe(true);
    first.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    const elsewhere = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'other-'));
    const second = await start({ EDICT_DATA_DIR: elsewhere }).runs();
    await until(async () => (await log.state()).refusal !== null);
    expect((await log.state()).refusal).toMatch(/was signed as .* but its key is not in/);
    expect(second.output).toContain('refuses to sign');
    expect(second.hasEnded).toBe(false);
  });
});
