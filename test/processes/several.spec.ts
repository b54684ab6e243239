import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reachedPosition, STATUS_VIEWS, verifyViews } from '#libs/compliance';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { RecordedEvent } from '#libs/ledger';
import type pg from 'pg';
import { event } from '../api/setup/february.js';
import { createTestDatabase } from '../setup/database.js';
import { ADMIN_KEY, newDataDirectory, until, upApi } from '../start/edict-process.js';
import type { EdictProcess } from '../start/edict-process.js';
import { WorkerProcess } from '../worker/worker-process.js';

const APIS = 3;
const WORKERS = 2;
const CALLERS = 24;
const SECONDS = 4;
const SHARED = 'systems/shared';
const seed = Number(process.env['EDICT_TEST_SEED'] ?? Date.now() % 1_000_000);

let pool: pg.Pool;
let ledger: Ledger;
let apis: readonly EdictProcess[] = [];
let urls: readonly string[] = [];
let workers: readonly WorkerProcess[] = [];

beforeAll(async () => {
  const { url } = await createTestDatabase();
  pool = createPool({ url, applicationName: 'processes spec' });
  ledger = new Ledger(pool);
  const settings = { EDICT_DATABASE_URL: url, EDICT_DATA_DIR: await newDataDirectory() };
  apis = times(APIS, () => upApi(settings));
  workers = times(WORKERS, () => new WorkerProcess(settings));
  urls = await Promise.all(apis.map((api) => api.ready()));
  await Promise.all(workers.map((worker) => worker.runs()));
  await post(0, company('shared'));
  await post(0, system(SHARED, 'shared'));
}, 60_000);

afterAll(async () => {
  for (const process of [...apis, ...workers]) process.kill('SIGKILL');
  await Promise.all([...apis, ...workers].map(({ exit }) => exit));
  await ledger.close();
  await pool.end();
});

function times<Made>(count: number, make: (index: number) => Made): readonly Made[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

const company = (id: string) =>
  event(id, 'company.registered', `companies/${id}`, { name: { en: id }, jurisdiction: 'CN' });

const system = (subject: string, owner: string) =>
  event(subject, 'system.introduced', subject, {
    company: owner,
    name: { en: subject },
    kind: 'model',
  });

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly key?: string;
}

function ask(api: number, path: string, asking: Asking = {}): Promise<Response> {
  const { key = ADMIN_KEY, headers, ...request } = asking;
  const url = `${urls[api % urls.length] ?? ''}${path}`;
  return fetch(url, { ...request, headers: { ...headers, authorization: `Bearer ${key}` } });
}

interface Posted {
  readonly status: number;
  readonly body: { readonly position: number; readonly duplicate?: boolean; readonly id: string };
}

async function post(api: number, one: object, query = ''): Promise<Posted> {
  const response = await ask(api, `/v1/events${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(one),
  });
  return { status: response.status, body: (await response.json()) as Posted['body'] };
}

interface Journal {
  readonly sent: Set<string>;
  readonly acknowledged: Map<string, number>;
  /** Read by its position from another process, and not there. */
  readonly unread: string[];
}

/** Records companies one after another, each by another process than reads it back. */
async function call(caller: number, journal: Journal, stopped: () => boolean): Promise<void> {
  for (let round = 0; !stopped(); round += 1) {
    const id = `caller-${caller}-${round}`;
    journal.sent.add(id);
    const answer = await post(caller + round, company(id)).catch(() => undefined);
    if (answer?.status !== 201) continue;
    const { position } = answer.body;
    journal.acknowledged.set(id, position);
    const headers = { 'edict-min-position': String(position) };
    const read = await ask(caller + round + 1, `/v1/companies/${id}`, { headers }).catch(
      () => undefined,
    );
    if (read?.status === 404) journal.unread.push(id);
  }
}

function expectGapless(events: readonly RecordedEvent[]): void {
  expect(events.map(({ position }) => position)).toEqual(times(events.length, (at) => at + 1));
  const sequences = new Map<string, number>();
  for (const { subject, sequence } of events) {
    expect(sequence).toBe((sequences.get(subject) ?? 0) + 1);
    sequences.set(subject, sequence);
  }
}

async function everything(): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const one of ledger.stream({})) events.push(one);
  return events;
}

describe('Three APIs and two workers on one PostgreSQL', () => {
  it('make one event of fifty same requests to all of them', async () => {
    const answers = await Promise.all(times(50, (index) => post(index, company('once'))));
    expect(new Set(answers.map(({ body }) => body.position)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
  });

  it('let one of those pass who expect the same version', async () => {
    for (const version of [1, 2, 3]) {
      const answers = await Promise.all(
        times(12, (index) => {
          const launch = event(`launch-${version}-${index}`, 'feature.launched', SHARED, {
            feature: `feature-${version}-${index}`,
            capabilities: ['voice-cloning'],
          });
          return post(index, { ...launch, expectedversion: version });
        }),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([201, ...times(11, () => 409)]);
    }
  });

  it('refuse a revoked key everywhere with the next request', async () => {
    const made = await ask(0, '/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'short', roles: ['reader'] }),
    });
    const { id, key } = (await made.json()) as { readonly id: string; readonly key: string };
    const asked = () =>
      Promise.all(urls.map(async (_, api) => (await ask(api, '/v1/companies', { key })).status));
    expect(await asked()).toEqual([200, 200, 200]);
    expect((await ask(1, `/v1/keys/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await asked()).toEqual([401, 401, 401]);
  });

  it(`lose and double nothing where an API and a worker are killed (seed ${seed})`, async () => {
    const journal: Journal = { sent: new Set(), acknowledged: new Map(), unread: [] };
    let isOver = false;
    const calls = times(CALLERS, (caller) => call(caller, journal, () => isOver));
    await until(() => journal.acknowledged.size > CALLERS);
    await pause((seed % SECONDS) * 250);
    const [api, worker] = [apis[seed % APIS], workers[seed % WORKERS]];
    api?.kill('SIGKILL');
    worker?.kill('SIGKILL');
    await Promise.all([api?.exit, worker?.exit]);
    const before = journal.acknowledged.size;
    await pause(SECONDS * 500);
    isOver = true;
    await Promise.all(calls);
    expect(journal.acknowledged.size).toBeGreaterThan(before);
    expect(journal.unread).toEqual([]);
    const events = await everything();
    expectGapless(events);
    const places = new Map(events.map(({ id, position }) => [id, position]));
    expect(places.size).toBe(events.length);
    const lost = [...journal.acknowledged].filter(([id, at]) => places.get(id) !== at);
    expect(lost).toEqual([]);
    const strangers = events.filter(({ id }) => id.startsWith('caller-') && !journal.sent.has(id));
    expect(strangers).toEqual([]);
    await until(async () => (await reachedPosition(pool, STATUS_VIEWS)) >= events.length, 30_000);
    expect((await verifyViews({ pool, ledger })).isSound).toBe(true);
  });
});
