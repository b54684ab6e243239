import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { ensurePostgres } from '#libs/database';
import { createTestDatabase } from '../setup/database.js';
import {
  ADMIN_KEY,
  FIRST_READY_TIMEOUT_MS,
  childrenOf,
  endsSoon,
  newDataDirectory,
  npmStart,
  serverOn,
  until,
  up,
  workerOf,
} from './edict-process.js';
import type { EdictProcess, Settings } from './edict-process.js';
import { EndlessSender } from './endless-sender.js';

const STOP_TIMEOUT_MS = 10_000;

let folder: string;
let started: EdictProcess[];

beforeAll(() => {
  if (!existsSync('dist/apps/cli/src/main.js')) throw new Error('Run "npm run build" first.');
});

beforeEach(async () => {
  folder = await newDataDirectory();
  started = [];
});

afterEach(async () => {
  for (const process of started) {
    process.kill('SIGTERM');
    await process.exit;
  }
});

function start(settings: Settings = {}): EdictProcess {
  const process = up({ EDICT_DATA_DIR: folder, ...settings });
  started.push(process);
  return process;
}

describe('The first start', () => {
  it('makes a key, shows it once, and lets its holder in from then on', async () => {
    const first = start({ EDICT_ADMIN_KEY: '' });
    const url = await first.ready();
    const key = String(/edict_[a-z0-9]{12}_[\w-]{43}/.exec(first.output)?.[0]);
    expect(await statusOf(`${url}/v1/companies`, key)).toBe(200);
    expect(await statusOf(`${url}/v1/companies`, 'another-key-of-some-length')).toBe(401);
    expect(await actorSignedIn(first)).toMatch(/^key:[a-z0-9]{12}$/);
    await stop(first);
    const second = start({ EDICT_ADMIN_KEY: '', NODE_ENV: 'production' });
    const again = await second.ready();
    expect(second.output).not.toContain('edict_');
    expect(await statusOf(`${again}/v1/companies`, key)).toBe(200);
    expect(await actorSignedIn(second)).toBe(`key:${String(key.split('_')[1])}`);
  });

  it('has recorded and projected the shipped facts when it is ready, and a second adds none', async () => {
    const first = start({ EDICT_SEED: 'shipped' });
    const position = await headOf(await first.ready(FIRST_READY_TIMEOUT_MS));
    expect(position).toBeGreaterThan(10_000);
    await stop(first);
    const second = start({ EDICT_SEED: 'shipped' });
    expect(await headOf(await second.ready())).toBe(position);
    expect(second.output).not.toContain('Recorded shipped facts');
  }, 180_000);

  it('goes on where it was told to end in the middle', async () => {
    const first = start({ EDICT_SEED: 'shipped' });
    await until(() => first.output.includes('Recorded shipped facts'), 60_000);
    await stop(first);
    const second = start();
    expect(await headOf(await second.ready())).toBeGreaterThan(0);
  });
});

describe('SIGTERM', () => {
  it('ends Edict with 0 and leaves no process behind', async () => {
    const edict = start();
    await edict.ready();
    const left = [edict.pid, Number(workerOf(edict)), Number(serverOn(folder))];
    expect(left.every((pid) => pid > 0)).toBe(true);
    const before = Date.now();
    await stop(edict);
    expect(Date.now() - before).toBeLessThan(STOP_TIMEOUT_MS);
    await endsSoon(...left);
  });

  it('reaches Edict through npm, which ends with 0 after it', async () => {
    const npm = npmStart({ EDICT_DATA_DIR: folder });
    started.push(npm);
    await npm.ready();
    const left = [...childrenOf(npm.pid).map(({ pid }) => pid), Number(serverOn(folder))];
    expect(left.every((pid) => pid > 0)).toBe(true);
    await stop(npm);
    await endsSoon(...left);
  });

  it('ends a start that has only begun with 0', async () => {
    const edict = start();
    await until(() => edict.output.includes('Starting PostgreSQL'));
    await stop(edict);
    await until(() => serverOn(folder) === undefined);
  });

  it('ends it though a client goes on sending, which keeps the answers that it got', async () => {
    const edict = start();
    const sender = new EndlessSender(await edict.ready());
    await until(() => sender.answered > 100);
    const before = Date.now();
    await stop(edict);
    expect(Date.now() - before).toBeLessThan(STOP_TIMEOUT_MS);
    await sender.ended;
    const answered = sender.answered;
    expect(await headOf(await start().ready())).toBeGreaterThanOrEqual(answered);
  });

  it('keeps what was acknowledged for the next start', async () => {
    const first = start();
    const position = await record(await first.ready(), 'acme');
    await stop(first);
    const url = await start().ready();
    expect(await companyAt(url, 'acme')).toBe(position);
  });
});

describe('SIGKILL', () => {
  it('of every process, PostgreSQL too, loses nothing acknowledged and needs no repair', async () => {
    const first = start();
    const url = await first.ready();
    const writing = recordUntilItFails(url);
    await until(() => writing.acknowledged.length >= 50);
    const server = Number(serverOn(folder));
    const pids = [first.pid, Number(workerOf(first)), server];
    pids.push(...childrenOf(server).map(({ pid }) => pid));
    for (const pid of pids) killNow(pid);
    await writing.ended;
    await endsSoon(...pids);
    const again = await start().ready();
    for (const { id, position } of writing.acknowledged) {
      expect(await companyAt(again, id)).toBe(position);
    }
  });

  it('of the API alone ends its worker; the next start adopts PostgreSQL and later stops it', async () => {
    const first = start();
    const position = await record(await first.ready(), 'acme');
    const [worker, server] = [Number(workerOf(first)), serverOn(folder)];
    first.kill('SIGKILL');
    await endsSoon(worker);
    const second = start();
    expect(await companyAt(await second.ready(), 'acme')).toBe(position);
    expect(serverOn(folder)).toBe(server);
    await stop(second);
    await until(() => serverOn(folder) === undefined);
  });

  it('of the worker is followed by another worker, which goes on', async () => {
    const edict = start();
    const url = await edict.ready();
    const worker = Number(workerOf(edict));
    killNow(worker);
    const position = await record(url, 'acme');
    await until(async () => (await companyAt(url, 'acme')) === position);
    expect(workerOf(edict)).not.toBe(worker);
  });
});

describe('What keeps Edict from starting is said in one line:', () => {
  it('a port in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await until(() => blocker.listening);
    const { port } = blocker.address() as AddressInfo;
    const edict = start({ EDICT_PORT: String(port) });
    expect(await edict.exit).toBe(2);
    expect(complaintsOf(edict)).toEqual([
      `Port ${port} on 127.0.0.1 is in use: stop what listens there, or set EDICT_PORT to another.`,
    ]);
    expect(edict.output).not.toContain('PostgreSQL');
    blocker.close();
  });

  it('a data directory of a newer schema', async () => {
    const first = start();
    await first.ready();
    await stop(first);
    const postgres = await ensurePostgres(folder);
    const client = new pg.Client(postgres.url);
    await client.connect();
    await client.query(`insert into public.migrations (timestamp, name) values (9, 'Later9')`);
    await client.end();
    await postgres.stop();
    const second = start();
    expect(await second.exit).toBe(2);
    expect(complaintsOf(second)).toEqual([expect.stringMatching(/newer .*Later9/)]);
    expect(serverOn(folder)).toBeUndefined();
  });

  it('a wrong setting', async () => {
    const edict = start({ EDICT_PORT: '70000' });
    expect(await edict.exit).toBe(2);
    expect(edict.output.trim()).toBe(
      'EDICT_PORT must be a whole number from 0 to 65535. "70000" is not.',
    );
  });

  it('a superuser of the database, in production', async () => {
    const { url } = await createTestDatabase();
    const edict = start({ EDICT_DATABASE_URL: url, NODE_ENV: 'production' });
    expect(await edict.exit).toBe(2);
    expect(edict.output.trim()).toMatch(/^EDICT_DATABASE_URL logs in as a superuser, .+$/);
  });

  it('a database that cannot be reached', async () => {
    const edict = start({ EDICT_DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:1/edict' });
    expect(await edict.exit).toBe(2);
    expect(edict.output.trim()).toMatch(/^The database in EDICT_DATABASE_URL cannot be used: .+$/);
    expect(edict.output).not.toContain('s3cret');
  });
});

/** What was said beside the ordinary progress of a start. */
function complaintsOf({ output }: EdictProcess): string[] {
  const progress = /^(Starting PostgreSQL|Applied migration)/;
  return output.split('\n').filter((line) => line !== '' && !progress.test(line));
}

async function stop(edict: EdictProcess): Promise<void> {
  edict.kill('SIGTERM');
  expect(await edict.exit).toBe(0);
}

function killNow(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

/** Who the browser acts for that opens the link which stands behind the ready line. */
async function actorSignedIn({ output }: EdictProcess): Promise<string> {
  const line = /^To sign a browser in, once and within 15 minutes: (\S+)#(\S+)$/m.exec(output);
  const [, page = '', link] = line ?? [];
  const response = await fetch(new URL('/v1/sessions', page), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ link }),
  });
  return ((await response.json()) as { readonly actor: string }).actor;
}

async function statusOf(url: string, key: string): Promise<number> {
  return (await fetch(url, { headers: headers(key) })).status;
}

/** No connection is kept, so that none outlives the server that it leads to. */
function headers(key = ADMIN_KEY): Record<string, string> {
  return { authorization: `Bearer ${key}`, connection: 'close' };
}

async function headOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/companies?limit=1`, { headers: headers() });
  return Number(answer.headers.get('edict-position'));
}

/** Registers a company and returns the position that was acknowledged. */
async function record(url: string, id: string): Promise<number> {
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      id,
      source: 'urn:test:start',
      type: 'company.registered',
      subject: `companies/${id}`,
      time: '2026-01-01T00:00:00Z',
      data: { name: { en: id }, jurisdiction: 'CN', evidence: [] },
    }),
  });
  const { position } = (await answer.json()) as { position: number };
  expect(answer.status).toBe(201);
  return position;
}

/** The position of the event that a company of the view was registered by. */
async function companyAt(url: string, id: string): Promise<number | undefined> {
  const answer = await fetch(`${url}/v1/companies/${id}`, { headers: headers() });
  const view = (await answer.json()) as { because?: { position: number }[] };
  return view.because?.[0]?.position;
}

/** A client that writes as fast as it gets answers, and notes every acknowledged event. */
function recordUntilItFails(url: string): {
  acknowledged: { id: string; position: number }[];
  ended: Promise<void>;
} {
  const acknowledged: { id: string; position: number }[] = [];
  const write = async (): Promise<void> => {
    for (let number = 1; ; number += 1) {
      const id = `company-${number}`;
      acknowledged.push({ id, position: await record(url, id) });
    }
  };
  return { acknowledged, ended: write().catch(() => undefined) };
}
