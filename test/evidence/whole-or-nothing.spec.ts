import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createPool } from '#libs/database';
import { packingFolder } from '#libs/evidence';
import { Ledger } from '#libs/ledger';
import { verifyCommitment } from '#libs/merkle';
import { Erasures } from '#libs/personal';
import { COMPANY, event, SYSTEM } from '../api/setup/february.js';
import { INSTRUMENT, LAUNCH, OBLIGATION } from '../api/setup/filing-duty.js';
import { writeWhole } from '../../apps/cli/src/packing/write-whole.js';
import { KEY } from '../api/setup/running-server.js';
import type { RunningServer } from '../api/setup/running-server.js';
import { SignedServer } from '../log/signed-server.js';
import { edict, until } from '../start/edict-process.js';
import { linesIn, sha256, textIn, unpacked } from './unpacked.js';

const WAIT = '?wait=checkpoint';
/** More than the buffers between a server and its reader hold. */
const PAPER = randomBytes(24 * 1024 * 1024);
const OWNER = 'Li Ming of the legal desk';
const LARGE = event('large', 'system.changed', SYSTEM.subject, {
  kind: 'operator',
  description: 'Another team runs it.',
  evidence: [
    {
      file: { sha256: sha256(PAPER), name: 'scan.pdf', mediaType: 'application/pdf', bytes: 1 },
      publisher: 'House',
      tier: 'internal',
      access: 'read',
    },
  ],
});
const ASSIGNED = event('assigned', 'duty.assigned', SYSTEM.subject, {
  obligation: 'cn-algo-24-1',
  owner: OWNER,
});
const PATH = '/v1/companies/bytedance/evidence.zip';

let signed: SignedServer;
let server: RunningServer;
let folder: string;
beforeAll(async () => {
  signed = await SignedServer.start();
  server = signed.server;
  folder = packingFolder(server.dataDir);
  await server.ask(`/v1/files/${sha256(PAPER)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: PAPER,
  });
  for (const one of [INSTRUMENT, OBLIGATION, COMPANY, SYSTEM, LAUNCH, LARGE]) {
    expect((await server.record(one)).text).toContain('"position"');
  }
  expect((await server.record(ASSIGNED, WAIT)).text).toContain('"position":7');
});
afterAll(() => signed.close());

/** The answer once its headers are there, of which nothing is read yet. */
function begun(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${KEY}` };
    get(server.url + path, { headers }, (answer) => {
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`The answer is ${String(answer.statusCode)}.`));
    }).on('error', reject);
  });
}

/** Reads an answer to its end, whichever that is. */
async function ended(answer: IncomingMessage): Promise<{ whole: boolean; bytes: number }> {
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
  answer.resume();
  const whole = await new Promise<boolean>((resolve) => {
    answer.on('end', () => {
      resolve(answer.complete);
    });
    answer.on('error', () => {
      resolve(false);
    });
    answer.on('close', () => {
      resolve(answer.complete);
    });
  });
  return { whole, bytes };
}

const left = () => readdir(folder);

async function asOwner(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Nobody reads a paper before this session ends. */
async function lockedPapers(): Promise<pg.Client> {
  const lock = new pg.Client({ connectionString: server.databaseUrl });
  await lock.connect();
  await lock.query('begin');
  await lock.query('lock table recording.paper in access exclusive mode');
  return lock;
}

async function packOf(query: string) {
  const response = await fetch(`${server.url}${PATH}?${query}`, {
    headers: { authorization: `Bearer ${KEY}` },
  });
  return unpacked(Buffer.from(await response.arrayBuffer()));
}

describe('A pack is made whole', () => {
  it('and its reader gets all of it, however slowly he reads', async () => {
    const answer = await begun(PATH);
    answer.pause();
    await until(async () => (await left()).length === 1);
    const { whole, bytes } = await ended(answer);
    expect(whole).toBe(true);
    expect(bytes).toBeGreaterThan(PAPER.length);
    await until(async () => (await left()).length === 0);
  });

  it('or not at all: where its parts are lost on the way, the connection breaks', async () => {
    const answer = await begun(PATH);
    answer.pause();
    const [made = ''] = await left();
    // The paper is one of the last entries, and was not begun yet.
    await writeFile(join(folder, made, sha256(PAPER)), 'another paper');
    const { whole, bytes } = await ended(answer);
    expect(whole).toBe(false);
    expect(bytes).toBeLessThan(PAPER.length);
    await until(async () => (await left()).length === 0);
  });

  it('or not at all: where its reader goes away, nothing is left behind', async () => {
    const answer = await begun(PATH);
    expect(await left()).toHaveLength(1);
    answer.destroy();
    await until(async () => (await left()).length === 0);
  });

  it('or not at all: where its reader goes away while it is made, nothing is left behind', async () => {
    const lock = await lockedPapers();
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${KEY}` };
    const asked = fetch(server.url + PATH, { headers, signal: leaving.signal });
    const gone = expect(asked).rejects.toThrow('aborted');
    await until(async () => (await left()).length === 1);
    leaving.abort();
    await gone;
    await lock.end();
    await until(async () => (await left()).length === 0);
  });

  it('or not at all: what fails while it is made is a problem, and no pack', async () => {
    await asOwner('alter table recording.paper rename to paper_that_is_away');
    const { status, json } = await server.ask(PATH);
    await asOwner('alter table recording.paper_that_is_away rename to paper');
    expect([status, json.code]).toEqual([500, 'internal']);
    expect(await left()).toEqual([]);
    expect((await packOf('')).has(`papers/${sha256(PAPER)}`)).toBe(true);
  });

  it('or not at all: where the connection to the database breaks, it is unavailable', async () => {
    const lock = await lockedPapers();
    const asked = server.ask(PATH);
    const packing = `application_name like 'edict%' and state = 'active' and wait_event_type = 'Lock'`;
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and ${packing}`;
    const killer = new pg.Client({ connectionString: server.databaseUrl });
    await killer.connect();
    await until(async () => ((await killer.query(kill)).rowCount ?? 0) > 0);
    await killer.end();
    const { status, json } = await asked;
    await lock.end();
    expect([status, json.code]).toEqual([503, 'unavailable']);
    expect(await left()).toEqual([]);
  });
});

describe('edict evidence', () => {
  const settings = () => ({
    EDICT_DATABASE_URL: server.databaseUrl,
    EDICT_DATA_DIR: server.dataDir,
  });

  it('leaves neither a file nor a part of one where it fails', async () => {
    const target = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'out-'));
    const out = join(target, 'pack.zip');
    await asOwner('alter table recording.paper rename to paper_that_is_away');
    const args = ['evidence', '--company', 'bytedance', '--out', out];
    const { exit } = await edict(args, settings());
    await asOwner('alter table recording.paper_that_is_away rename to paper');
    expect(exit).toBe(1);
    expect(await readdir(target)).toEqual([]);
    expect(await left()).toEqual([]);
    // What an interrupted run left is no obstacle.
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    await writeFile(`${out}.${ended}.part`, 'the beginning of');
    const again = await edict(args, settings());
    expect(again.exit).toBe(0);
    expect(await readdir(target)).toEqual(['pack.zip']);
    expect((await unpacked(await readFile(out))).has(`papers/${sha256(PAPER)}`)).toBe(true);
    await rm(target, { recursive: true });
  });

  it('writes into no file that another process writes, and over none that came first', async () => {
    const target = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'out-'));
    const out = join(target, 'pack.zip');
    const slow = new PassThrough();
    slow.write('what another process writes');
    const written = writeWhole(out, slow);
    await until(async () => (await readdir(target)).length === 1);
    const { exit, output } = await edict(
      ['evidence', '--company', 'bytedance', '--out', out],
      settings(),
    );
    expect(exit).toBe(0);
    slow.end(' to its end');
    await expect(written).rejects.toThrow(`There is a file ${out} already.`);
    expect(output).toContain(`SHA-256: ${sha256(await readFile(out))}`);
    expect(await readdir(target)).toEqual(['pack.zip']);
    await rm(target, { recursive: true });
  });

  it('cannot be run where the disk takes nothing', async () => {
    const { dataDir } = server;
    const other = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'data-'));
    await copyFile(join(dataDir, 'personal-key'), join(other, 'personal-key'));
    await writeFile(packingFolder(other), 'no folder');
    const args = ['evidence', '--company', 'bytedance', '--out', join(other, 'pack.zip')];
    const { exit, output } = await edict(args, { ...settings(), EDICT_DATA_DIR: other });
    expect(output).toMatch(/^The pack cannot be made: ENOTDIR.*$/m);
    expect(exit).toBe(2);
  });
});

describe('A pack that holds personal values', () => {
  it('shows them beside the events that commit to them, until they are erased', async () => {
    const query = 'knownAt=position:7&accessedUntil=2026-01-01';
    const entries = await packOf(query);
    expect(textIn(entries, 'events.ndjson')).not.toContain(OWNER);
    const [line] = linesIn(entries, 'personal.ndjson');
    expect(line).toMatchObject({ position: 7, field: '/owner', value: OWNER });
    const [assigned] = linesIn(entries, 'events.ndjson').filter(({ position }) => position === 7);
    const { owner } = assigned?.['data'] as { owner: string };
    expect(verifyCommitment('/owner', String(line?.['salt']), OWNER, owner)).toBe(true);
    expect(JSON.parse(textIn(entries, 'manifest.json')).counts.personal).toBe(1);

    await erase();
    const after = await packOf(query);
    expect(after.has('personal.ndjson')).toBe(false);
    expect(textIn(after, 'events.ndjson')).toBe(textIn(entries, 'events.ndjson'));
    expect(textIn(after, 'proofs.ndjson')).toBe(textIn(entries, 'proofs.ndjson'));
  });
});

async function erase(): Promise<void> {
  const { status, json } = await server.ask('/v1/erasures', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: OWNER, reason: 'It was asked for.' }),
  });
  expect(status).toBe(201);
  const pool = createPool({ url: server.databaseUrl, role: 'edict_app', applicationName: 'spec' });
  const ledger = new Ledger(pool);
  await new Erasures(pool, ledger).approve(json.id, 'cli');
  await ledger.close();
  await pool.end();
}
