import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { initialise, start, stop } from './cluster.js';
import { ensurePostgres } from './ensure.js';
import type { EmbeddedPostgres } from './ensure.js';
import { findPostmaster, isAlive } from './postmaster.js';
import { PostgresUnavailable } from './unavailable.js';
import { openFolder, serverIdentity } from './unprivileged.js';

let folder: string;
let opened: EmbeddedPostgres[];

beforeEach(async () => {
  // Below the run's folder, which a server running as another user can enter.
  folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'embedded-'));
  await chmod(folder, 0o755);
  opened = [];
});

afterEach(async () => {
  for (const server of opened) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('The embedded PostgreSQL', () => {
  it('starts from nothing, safe against a crash, reachable from this machine alone', async () => {
    const { url } = await open();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(
      await query(
        url,
        `select current_setting('fsync') as fsync,
          current_setting('synchronous_commit') as commit,
          current_setting('data_checksums') as checksums,
          current_setting('server_encoding') as encoding,
          current_setting('listen_addresses') as addresses,
          current_setting('unix_socket_directories') as sockets,
          current_setting('password_encryption') as passwords`,
      ),
    ).toEqual({
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      sockets: '',
      passwords: 'scram-sha-256',
    });
    expect((await stat(join(folder, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
  });

  it('says in one line that its folder cannot be used', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const failure = await ensurePostgres(file).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PostgresUnavailable);
    expect(String(failure)).toMatch(
      /The data directory .*file cannot be used \(ENOTDIR.*EDICT_DATA_DIR/,
    );
  });

  it('refuses a wrong password', async () => {
    const { url } = await open();
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps its data and its port over a stop and a start', async () => {
    const first = await open();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    expect(await postmaster()).toBeUndefined();
    const second = await open();
    expect(second).toMatchObject({ url: first.url, adopted: false });
    expect(await query(second.url, 'select answer from kept')).toEqual({ answer: 42 });
  });

  it('is one server for processes that start at once on one folder', async () => {
    const servers = await Promise.all(Array.from({ length: 5 }, () => open()));
    expect(new Set(servers.map((server) => server.url)).size).toBe(1);
    expect(servers.filter((server) => !server.adopted)).toHaveLength(1);
  });

  it('is joined where it runs and stops with the last one to leave, whoever started it', async () => {
    const starter = await open();
    const joiner = await open();
    expect(joiner).toMatchObject({ url: starter.url, adopted: true });
    await starter.stop();
    expect(await query(joiner.url, 'select 1 as alive')).toEqual({ alive: 1 });
    await joiner.stop();
    expect(await postmaster()).toBeUndefined();
  });

  it('moves to another port where its own is taken', async () => {
    const first = await open();
    await first.stop();
    const taken = await listen(Number(new URL(first.url).port));
    const second = await open();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, 'select 1 as alive')).toEqual({ alive: 1 });
    taken.close();
  });

  it('starts after a kill of all its processes and has all that was committed', async () => {
    // Without a lease, for whoever has one starts it again by itself.
    const first = await ensurePostgres(folder, { leased: false });
    await query(first.url, 'create table kept as select 42 as answer');
    await killAll();
    const second = await open();
    expect(second.adopted).toBe(false);
    expect(await query(second.url, 'select answer from kept')).toEqual({ answer: 42 });
  });

  it('starts where a stale file names the pid of a process that is something else', async () => {
    const first = await open();
    await first.stop();
    const file = join(folder, 'postgres', 'data', 'postmaster.pid');
    const stale = `${process.ppid}\n${join(folder, 'postgres', 'data')}\n1\n5432\n\n127.0.0.1\n0 0\nready\n`;
    await writeFile(file, stale);
    const second = await open();
    expect(await query(second.url, 'select 1 as alive')).toEqual({ alive: 1 });
  });

  it('comes back to its users, where they look for it, when all of it is killed', async () => {
    const server = await open();
    await query(server.url, 'create table kept as select 42 as answer');
    await killAll();
    for (let answer: unknown; answer === undefined;) {
      await sleep(100);
      answer = await query(server.url, 'select answer from kept').catch(() => undefined);
    }
    await server.stop();
    expect(await postmaster()).toBeUndefined();
  });

  it('comes back to its users when one of its processes is killed', async () => {
    const server = await open();
    const other = await open();
    const client = new pg.Client(server.url);
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    const before = await sharers(server.url);
    process.kill(rows[0].pid, 'SIGKILL');
    for (let after = before; after.length < 2 || after.some((pid) => before.includes(pid));) {
      await sleep(100);
      after = await sharers(server.url).catch(() => []);
    }
    await other.stop();
    expect(await query(server.url, 'select 1 as alive')).toEqual({ alive: 1 });
    await server.stop();
    expect(await postmaster()).toBeUndefined();
  });
});

/** The connections by which processes share in the server. */
async function sharers(url: string): Promise<readonly number[]> {
  const found = await query(
    url,
    `select array_agg(pid) as pids from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`,
  );
  return (found as { pids: number[] | null }).pids ?? [];
}

const asRoot = userInfo().uid === 0 ? it : it.skip;

describe('Run as root, the embedded PostgreSQL', () => {
  asRoot('is another user, also below a folder that is closed to others', async () => {
    await chmod(folder, 0o700);
    const { url } = await open();
    expect(await query(url, 'select 1 as alive')).toEqual({ alive: 1 });
    expect((await stat(join(folder, 'postgres', 'data'))).uid).not.toBe(0);
  });

  asRoot('is another user, also where its programs lie in such a folder', async () => {
    const installed = await findBinaries();
    const native = join(folder, 'native');
    await cp(join(installed.initdb, '..', '..'), native, { recursive: true });
    await chmod(folder, 0o700);
    const program = (path: string): string => join(native, 'bin', basename(path));
    const { initdb, pgCtl, postgres } = installed;
    const binaries = {
      initdb: program(initdb),
      pgCtl: program(pgCtl),
      postgres: program(postgres),
    };
    const own = join(folder, 'postgres');
    const identity = await openFolder(own, await serverIdentity(), binaries);
    const cluster = { folder: own, data: join(own, 'data'), binaries, identity, durable: false };
    await initialise(cluster);
    expect(await start(cluster)).toBe(true);
    await stop(cluster);
  });
});

async function open(): Promise<EmbeddedPostgres> {
  const server = await ensurePostgres(folder);
  let stopped: Promise<void> | undefined;
  const once = { ...server, stop: () => (stopped ??= server.stop()) };
  opened.push(once);
  return once;
}

async function postmaster(): Promise<number | undefined> {
  return (await findPostmaster(join(folder, 'postgres', 'data')))?.pid;
}

async function killAll(): Promise<void> {
  const pid = Number(await postmaster());
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  const pids = [pid, ...children.trim().split(/\s+/).map(Number)];
  for (const each of pids) process.kill(each, 'SIGKILL');
  while (pids.some(isAlive)) await sleep(20);
}

async function query(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(statement);
    return rows[0];
  } finally {
    await client.end();
  }
}

async function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}
