import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { codeOf } from '../error-code.js';
import { findBinaries } from './binaries.js';
import { initialise, lastLogLine, password, start, stop, SUPERUSER } from './cluster.js';
import type { Cluster } from './cluster.js';
import { Lease } from './lease.js';
import { findPostmaster } from './postmaster.js';
import { PostgresUnavailable } from './unavailable.js';
import { openFolder, serverIdentity } from './unprivileged.js';

const READY_TIMEOUT_MS = 150_000;
const RETRY_DELAY_MS = 100;
const FAILED_STARTS_MAX = 20;
const DATABASE = 'edict';
const FOLDER_FAULTS: ReadonlySet<string> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EEXIST',
  'ENAMETOOLONG',
  'ENOSPC',
  'EDQUOT',
]);
const WRONG_PASSWORD: ReadonlySet<string> = new Set(['28P01', '28000']);
/** Two processes made the database at once: `duplicate_database`, or a clash in the catalogue. */
const MADE_MEANWHILE: ReadonlySet<string> = new Set(['42P04', '23505']);

export interface EmbeddedPostgres {
  readonly url: string;
  /** True where a server that ran already was joined. */
  readonly adopted: boolean;
  /** Leaves the server; the last process to leave stops it. */
  stop(): Promise<void>;
}

export interface EnsureOptions {
  /** False gives up safety against a crash of the machine for speed: only for tests. */
  readonly durable?: boolean;
  /** False leaves the server running for others; nobody counts as its user. Only for tests. */
  readonly leased?: boolean;
}

/**
 * The PostgreSQL of a data directory: joins the one that runs there, or makes and starts it. Any
 * number of processes may do so at once. What a crash left behind is recovered by the start.
 * @throws PostgresUnavailable
 */
export async function ensurePostgres(
  dataDirectory: string,
  options: EnsureOptions = {},
): Promise<EmbeddedPostgres> {
  const { durable = true, leased = true } = options;
  const cluster = await openCluster(dataDirectory, durable).catch((error: unknown) => {
    throw unusable(dataDirectory, error);
  });
  const server = await startOrJoin(cluster, leased).catch((error: unknown) => {
    throw unusable(dataDirectory, error);
  });
  await ensureDatabase(server.url);
  return {
    url: databaseUrl(server.url, DATABASE),
    adopted: server.adopted,
    stop: async () => server.lease?.release(() => stop(cluster)),
  };
}

/** A folder of another user, a file in its place or a full disk is no fault of the program. */
function unusable(dataDirectory: string, error: unknown): unknown {
  if (!FOLDER_FAULTS.has(codeOf(error))) return error;
  const fault = String(error).replace(/^Error: /, '');
  return new PostgresUnavailable(
    `The data directory ${dataDirectory} cannot be used (${fault}): ` +
      'start Edict as the user whose it is, or set EDICT_DATA_DIR to another folder.',
    { cause: error },
  );
}

async function openCluster(dataDirectory: string, durable: boolean): Promise<Cluster> {
  const wanted = resolve(dataDirectory, 'postgres');
  const binaries = await findBinaries();
  const identity = await openFolder(wanted, await serverIdentity(), binaries);
  const folder = await realpath(wanted);
  const cluster = { folder, data: join(folder, 'data'), binaries, identity, durable };
  await initialise(cluster);
  return cluster;
}

interface Server {
  readonly url: string;
  readonly adopted: boolean;
  readonly lease?: Lease;
}

async function startOrJoin(cluster: Cluster, leased: boolean): Promise<Server> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let failures = 0;
  let adopted = true;
  while (performance.now() < deadline && failures < FAILED_STARTS_MAX) {
    const running = await findPostmaster(cluster.data);
    if (running) {
      const server = await joinServer(cluster, running.port, leased);
      if (server) return { ...server, adopted };
    } else if (await start(cluster)) {
      adopted = false;
      continue;
    } else {
      failures += 1;
    }
    await sleep(RETRY_DELAY_MS);
  }
  throw new PostgresUnavailable(
    `The embedded PostgreSQL does not start: ${await lastLogLine(cluster)}`,
  );
}

/** Undefined while the server starts up, recovers or shuts down. */
async function joinServer(
  cluster: Cluster,
  port: number,
  leased: boolean,
): Promise<Omit<Server, 'adopted'> | undefined> {
  const url = `postgres://${SUPERUSER}:${await password(cluster)}@127.0.0.1:${port}/postgres`;
  try {
    if (leased) return { url, lease: await Lease.take(url, () => revive(cluster, port)) };
    await onServer(url, () => Promise.resolve());
    return { url };
  } catch (error) {
    if (WRONG_PASSWORD.has(codeOf(error))) {
      throw new PostgresUnavailable(
        `The password in ${cluster.folder} is not the one of the PostgreSQL running there.`,
        { cause: error },
      );
    }
    return undefined;
  }
}

/**
 * A server that has ended, killed or for want of room on the disk, is started again where its users
 * look for it.
 */
async function revive(cluster: Cluster, port: number): Promise<void> {
  if ((await findPostmaster(cluster.data)) === undefined) await start(cluster, port);
}

async function ensureDatabase(url: string): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rows.length > 0) return;
    await client.query(`create database ${DATABASE}`).catch((error: unknown) => {
      if (!MADE_MEANWHILE.has(codeOf(error))) throw error;
    });
  });
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'edict start' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
