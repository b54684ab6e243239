import pg from 'pg';
import { ensurePostgres } from './embedded/ensure.js';
import { PostgresUnavailable } from './embedded/unavailable.js';
import { codeOf } from './error-code.js';
import { migrate } from './migrate.js';
import type { MigrateOptions } from './migrate.js';
import { CONNECT_TIMEOUT_MS } from './pool.js';
import { sql } from './sql.js';

const VERSION_MIN = 150_000;
const SERVER = sql(import.meta.url, './server.sql');

export interface DatabaseSettings {
  readonly dataDir: string;
  readonly databaseUrl?: string;
  /** Whoever logs in as one may do what Edict's own roles may not. */
  readonly refuseSuperuser?: boolean;
}

export interface OpenDatabase {
  readonly url: string;
  /** Leaves the database; an embedded server stops with the last process that leaves it. */
  close(): Promise<void>;
}

/**
 * The database that the settings name, ready at this version's schema. Every process starts by
 * this, several at once if need be.
 * @throws PostgresUnavailable | SchemaIsNewer
 */
export async function openDatabase(
  settings: DatabaseSettings,
  options: MigrateOptions = {},
): Promise<OpenDatabase> {
  const database = await reach(settings);
  try {
    await migrate(database.url, options);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function reach(settings: DatabaseSettings): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, refuseSuperuser = false } = settings;
  if (databaseUrl === undefined) {
    const embedded = await ensurePostgres(dataDir);
    return { url: embedded.url, close: () => embedded.stop() };
  }
  await checkServer(databaseUrl, refuseSuperuser);
  return { url: databaseUrl, close: () => Promise.resolve() };
}

async function checkServer(url: string, refuseSuperuser: boolean): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'edict start',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  const { version, isSuperuser } = await told(client).finally(() => client.end());
  if (version < VERSION_MIN) {
    throw new PostgresUnavailable(
      `Edict needs PostgreSQL 15 or newer; EDICT_DATABASE_URL leads to ${Math.floor(version / 10_000)}.`,
    );
  }
  if (isSuperuser && refuseSuperuser) throw new PostgresUnavailable(NO_SUPERUSER);
}

const NO_SUPERUSER =
  'EDICT_DATABASE_URL logs in as a superuser, which is refused where NODE_ENV is production: ' +
  'let it be a role that owns the database and has CREATEROLE.';

interface Server {
  readonly version: number;
  readonly isSuperuser: boolean;
}

async function told(client: pg.Client): Promise<Server> {
  try {
    await client.connect();
    const { rows } = await client.query<Server>(SERVER);
    const [server] = rows;
    if (server === undefined) throw new Error('It does not say what it is.');
    return server;
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new PostgresUnavailable(`The database in EDICT_DATABASE_URL cannot be used: ${reason}`, {
      cause,
    });
  }
}

/** A host with several addresses fails with one error for each of them. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('errors' in error && Array.isArray(error.errors))
    return error.errors.map(reasonOf).join(', ');
  return 'message' in error ? String(error.message) : codeOf(error);
}
