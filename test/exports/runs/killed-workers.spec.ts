import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from '#libs/database';
import { KEY } from '../../api/setup/running-server.js';
import type { Body } from '../../api/setup/body.js';
import { WorkerProcess } from '../../worker/worker-process.js';
import { BUCKET, BucketServer, CREDENTIALS } from './bucket-server.js';
import { Exporting, LOOPBACK } from './exporting.js';
import { Receiver } from './receiver.js';

const NOMINAL_TIMES = 100;
const KILLS = 8;
const HOUR_MS = 3_600_000;
const FILES = ['SHA256SUMS', 'companies.csv', 'companies.csv-metadata.json', 'manifest.json'];
const seed = Number(process.env['EDICT_TEST_SEED'] ?? Date.now() % 1_000_000);

let exporting: Exporting;
let bucket: BucketServer;
let receiver: Receiver;
let workers: WorkerProcess[] = [];

beforeAll(async () => {
  exporting = await Exporting.start();
  bucket = await BucketServer.start();
  receiver = await Receiver.start();
  await exporting.company('one', '2026-01-01T00:00:00+08:00');
}, 60_000);

afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(({ exit }) => exit));
  await bucket.close();
  await receiver.close();
  await exporting.close();
});

it(`two workers that are killed at random moments do each of 100 nominal times once (seed ${seed})`, async () => {
  const definition = await exporting.define({
    name: 'hourly',
    dataset: 'companies',
    schedule: { cron: '0 * * * *', timeZone: 'Asia/Shanghai' },
    deliveries: [
      { kind: 'folder', path: 'hourly' },
      { kind: 's3', bucket: BUCKET, prefix: 'hourly', endpoint: bucket.endpoint },
      { kind: 'webhook', url: receiver.url },
    ],
  });
  const last = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  await madeBefore(definition.id, new Date(last - NOMINAL_TIMES * HOUR_MS));
  workers = [start(), start()];
  await Promise.all(workers.map((worker) => worker.runs()));
  await killAtRandom(definition.id);
  await untilDone(definition.id);
  const runs = await runsOf(definition.id);
  const expected = Array.from({ length: NOMINAL_TIMES }, (_, index) =>
    new Date(last - index * HOUR_MS).toISOString(),
  );
  const inTime = runs.filter((run) => String(run['nominalTime']) <= (expected[0] ?? ''));
  expect(inTime.map((run) => run['nominalTime'])).toEqual(expected);
  expect(new Set(runs.map((run) => run['state']))).toEqual(new Set(['done']));
  await expectFolders(runs);
  await expectObjects(runs);
  expectTold(runs, String(definition['webhookSecret']));
  await expectNothingBegun();
}, 300_000);

/** As though the export had been defined then, and nobody had worked since. */
async function madeBefore(definition: string, time: Date): Promise<void> {
  const owner = createPool({ url: exporting.server.databaseUrl, applicationName: 'owner' });
  await owner.query(
    'update exports.definition set scheduled_from = $2, planned_until = $2 where id = $1',
    [definition, time],
  );
  await owner.end();
}

function start(): WorkerProcess {
  return new WorkerProcess({
    EDICT_DATABASE_URL: exporting.server.databaseUrl,
    EDICT_ADMIN_KEY: KEY,
    EDICT_EXPORT_DIR: exporting.root,
    EDICT_OUTBOUND_ALLOW: LOOPBACK,
    ...CREDENTIALS,
  });
}

/** At random points of their work one of the two is killed, and another takes its place. */
async function killAtRandom(definition: string): Promise<void> {
  const random = randomFrom(seed);
  const points = Array.from({ length: KILLS }, () => Math.floor(random() * NOMINAL_TIMES));
  for (const point of points.sort((one, other) => one - other)) {
    while ((await doneOf(definition)) < point) await pause(10);
    await pause(random() * 200);
    const victim = workers[Math.floor(random() * workers.length)];
    victim?.kill('SIGKILL');
    await victim?.exit;
    workers = [...workers.filter((worker) => worker !== victim), await start().runs()];
  }
}

async function doneOf(definition: string): Promise<number> {
  return (await runsOf(definition)).filter((run) => run['state'] === 'done').length;
}

async function untilDone(definition: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const runs = await runsOf(definition);
    const isOver = runs.every((run) => ['done', 'failed'].includes(String(run['state'])));
    if (runs.length >= NOMINAL_TIMES && isOver) return;
    if (Date.now() > deadline) throw new Error(await leftOver());
    await pause(500);
  }
}

/** What is not done, with its targets, and what the workers said last. */
async function leftOver(): Promise<string> {
  const owner = createPool({ url: exporting.server.databaseUrl, applicationName: 'owner' });
  const { rows } = await owner.query(
    `select to_jsonb(r) as run, (select jsonb_agg(t) from exports.target t where t.run = r.id) as targets
     from exports.run r where r.state not in ('done', 'failed') order by r.nominal_time limit 3`,
  );
  await owner.end();
  return JSON.stringify([rows, workers.map(({ output }) => output.slice(-1_000))], null, 1);
}

async function runsOf(definition: string): Promise<readonly Body[]> {
  const answer = await exporting.server.ask(`/v1/exports/${definition}/runs?limit=1000`);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json.items;
}

async function expectFolders(runs: readonly Body[]): Promise<void> {
  const delivered = await exporting.delivered();
  const expected = runs.flatMap((run) => FILES.map((name) => `hourly/${stampOf(run)}/${name}`));
  expect(delivered).toEqual([...expected].sort());
  for (const run of runs) {
    for (const { name, sha256 } of filesOf(run)) {
      const bytes = await readFile(join(exporting.root, 'hourly', stampOf(run), name));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  }
}

async function expectObjects(runs: readonly Body[]): Promise<void> {
  const expected = runs.flatMap((run) => FILES.map((name) => `hourly/${stampOf(run)}/${name}`));
  expect(await bucket.keys()).toEqual([...expected].sort());
  for (const run of runs) {
    for (const { name, sha256 } of filesOf(run)) {
      expect(await bucket.digestOf(`hourly/${stampOf(run)}/${name}`)).toBe(sha256);
    }
  }
}

/** Whoever died before the answer was noted told it again, under the same id and with the same words. */
function expectTold(runs: readonly Body[], secret: string): void {
  const bodies = new Map(receiver.messages.map(({ id, body }) => [id, body]));
  expect([...bodies.keys()].sort()).toEqual(runs.map(({ id }) => `msg_${id}_3`).sort());
  for (const message of receiver.messages) {
    expect(message.body).toBe(bodies.get(message.id));
    expect(receiver.read(message, secret)).toMatchObject({ type: 'export.completed' });
  }
}

async function expectNothingBegun(): Promise<void> {
  const names = await readdir(exporting.root, { recursive: true });
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  const kept = await readdir(join(exporting.root, '.runs'));
  expect(kept.filter((name) => name.startsWith('.'))).toEqual([]);
}

function filesOf(run: Body): readonly { readonly name: string; readonly sha256: string }[] {
  return run['files'] as { name: string; sha256: string }[];
}

function stampOf(run: Body): string {
  return String(run['nominalTime']).replaceAll(':', '').replace('.000Z', 'Z');
}

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
