import pg from 'pg';
import { ensurePostgres } from './embedded/ensure.js';
import { PostgresUnavailable } from './embedded/unavailable.js';
import { codeOf } from './error-code.js';
import { migrate } from './migrate.js';
import type { MigrateOptions } from './migrate.js';
import { CONNECT_TIMEOUT_MS } from './pool.js';

const VERSION_MIN = 150_000;

export interface DatabaseSettings {
  readonly dataDir: string;
  readonly databaseUrl?: string;
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

async function reach({ databaseUrl, dataDir }: DatabaseSettings): Promise<OpenDatabase> {
  if (databaseUrl === undefined) {
    const embedded = await ensurePostgres(dataDir);
    return { url: embedded.url, close: () => embedded.stop() };
  }
  await checkServer(databaseUrl);
  return { url: databaseUrl, close: () => Promise.resolve() };
}

async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'edict start',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  const version = await connectedVersion(client).finally(() => client.end());
  if (version >= VERSION_MIN) return;
  throw new PostgresUnavailable(
    `Edict needs PostgreSQL 15 or newer; EDICT_DATABASE_URL leads to ${Math.floor(version / 10_000)}.`,
  );
}

async function connectedVersion(client: pg.Client): Promise<number> {
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    return Number(rows[0]?.version);
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
