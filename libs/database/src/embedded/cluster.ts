import { randomBytes } from 'node:crypto';
import { chown, link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { codeOf } from '../error-code.js';
import type { Binaries } from './binaries.js';
import { disownStalePidFile } from './postmaster.js';
import { run } from './run.js';
import type { Identity } from './run.js';
import { PostgresUnavailable } from './unavailable.js';

export const SUPERUSER = 'edict';
const START_TIMEOUT_S = 120;
const STOP_TIMEOUT_S = 8;
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** One embedded PostgreSQL: `data` (its cluster), `password`, `port` and `log` in one folder. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly binaries: Binaries;
  readonly identity: Identity;
  /** False gives up safety against a crash of the machine for speed: only for tests. */
  readonly durable: boolean;
}

/**
 * Makes the cluster unless it exists. It is built beside and renamed, so a crash half-way or two
 * processes at once never leave half a cluster.
 */
export async function initialise(cluster: Cluster): Promise<void> {
  if (await exists(join(cluster.data, 'PG_VERSION'))) return;
  await choosePassword(cluster);
  const draft = join(cluster.folder, `draft-${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${draft}.password`;
  try {
    await writeFile(passwordFile, await password(cluster), { mode: 0o600 });
    await giveTo(cluster.identity, passwordFile);
    await initdb(cluster, draft, passwordFile);
    await rename(draft, cluster.data);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(join(cluster.data, 'PG_VERSION')))) throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function initdb(cluster: Cluster, target: string, passwordFile: string): Promise<void> {
  const { code, output } = await run(
    cluster.binaries.initdb,
    [
      `--pgdata=${target}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      ...(cluster.durable ? [] : ['--no-sync']),
    ],
    { ...cluster.identity, cwd: cluster.folder },
  );
  if (code !== 0) throw new PostgresUnavailable(`initdb failed: ${lastLine(output)}`);
}

/** Linked into place whole, so that of two processes at once both read the same password. */
async function choosePassword(cluster: Cluster): Promise<void> {
  const draft = join(cluster.folder, `password-${randomBytes(4).toString('hex')}`);
  await writeFile(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await link(draft, passwordPath(cluster)).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await rm(draft);
}

export async function password(cluster: Cluster): Promise<string> {
  return (await readFile(passwordPath(cluster), 'utf8')).trim();
}

function passwordPath(cluster: Cluster): string {
  return join(cluster.folder, 'password');
}

/**
 * Starts the server as a daemon of its own, which outlives this process, on this port or one that is
 * free. False: another was first.
 */
export async function start(cluster: Cluster, port?: number): Promise<boolean> {
  await disownStalePidFile(cluster.data);
  await shortenLog(cluster);
  const settings = [
    `-p ${port ?? (await choosePort(cluster))}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=',
    ...(cluster.durable ? [] : ['-c fsync=off', '-c synchronous_commit=off']),
  ].join(' ');
  const { code } = await pgCtl(cluster, [
    'start',
    `--log=${logPath(cluster)}`,
    `--timeout=${START_TIMEOUT_S}`,
    `--options=${settings}`,
  ]);
  return code === 0;
}

/** Ends the sessions that are left, writes a checkpoint and stops. */
export async function stop(cluster: Cluster): Promise<void> {
  const timeout = `--timeout=${STOP_TIMEOUT_S}`;
  const { code, output } = await pgCtl(cluster, ['stop', '--mode=fast', timeout]);
  if (code !== 0) throw new PostgresUnavailable(`PostgreSQL did not stop: ${lastLine(output)}`);
}

async function pgCtl(cluster: Cluster, args: readonly string[]): ReturnType<typeof run> {
  return run(cluster.binaries.pgCtl, [...args, '--wait', `--pgdata=${cluster.data}`], {
    ...cluster.identity,
    cwd: cluster.folder,
  });
}

export async function lastLogLine(cluster: Cluster): Promise<string> {
  return lastLine(await readFile(logPath(cluster), 'utf8').catch(() => ''));
}

function logPath(cluster: Cluster): string {
  return join(cluster.folder, 'log');
}

async function shortenLog(cluster: Cluster): Promise<void> {
  const size = await stat(logPath(cluster)).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LOG_BYTES_MAX) await rename(logPath(cluster), `${logPath(cluster)}.old`);
}

/** The port of the last start where it is still free, so that it seldom changes. */
async function choosePort(cluster: Cluster): Promise<number> {
  const file = join(cluster.folder, 'port');
  const last = Number.parseInt(await readFile(file, 'utf8').catch(() => '0'), 10);
  const port = await freePort(last).catch(() => freePort(0));
  await writeFile(file, String(port));
  return port;
}

async function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : wanted);
      });
    });
  });
}

async function giveTo({ uid, gid }: Identity, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
