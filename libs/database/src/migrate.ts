import pg from 'pg';
import type { DataSource } from 'typeorm';
import { CannotRun } from '#libs/runtime';
import { createDataSource } from './data-source.js';
import { MIGRATIONS } from './migrations/index.js';
import { CONNECT_TIMEOUT_MS } from './pool.js';
import { sql } from './sql.js';

/** Any number that no other lock of Edict uses; held by whoever migrates this database. */
const MIGRATION_LOCK = 72_110_001;
const APPLIED = sql(import.meta.url, './applied-migrations.sql');

/** The database was migrated by a later version of Edict, which this one would misread. */
export class SchemaIsNewer extends CannotRun {
  constructor(readonly unknown: readonly string[]) {
    super(
      `The database's schema is newer than this version of Edict (it has ${unknown.join(', ')}): ` +
        'start the version that wrote it, or a later one.',
    );
  }
}

export interface MigrateOptions {
  readonly onProgress?: (line: string) => void;
  /** Told the name of each migration that was applied. */
  readonly onApplied?: (name: string) => void;
}

/**
 * Brings the database to this version's schema. Safe to run any number of times at once: one
 * migrates, the others wait for it and find nothing to do. Returns the names that it applied.
 * @throws SchemaIsNewer
 */
export async function migrate(
  url: string,
  options: MigrateOptions = {},
): Promise<readonly string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'edict migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await appliedMigrations(client);
    refuseNewer(applied);
    if (applied.length === MIGRATIONS.length) return [];
    return await runPending(url, options);
  } finally {
    await client.end();
  }
}

async function appliedMigrations(client: pg.Client): Promise<readonly string[]> {
  const table = await client.query<{ name: string | null }>(
    `select to_regclass('public.migrations')::text as name`,
  );
  if (table.rows[0]?.name == null) return [];
  const { rows } = await client.query<{ name: string }>(APPLIED);
  return rows.map((row) => row.name);
}

function refuseNewer(applied: readonly string[]): void {
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new SchemaIsNewer(unknown);
}

async function runPending(url: string, options: MigrateOptions): Promise<readonly string[]> {
  const source: DataSource = createDataSource({ url, applicationName: 'edict migrate' });
  await source.initialize();
  try {
    const ran = await source.runMigrations();
    for (const { name } of ran) {
      options.onProgress?.(`Applied migration ${name}`);
      options.onApplied?.(name);
    }
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}
