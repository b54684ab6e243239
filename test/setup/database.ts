import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ensurePostgres, migrate } from '#libs/database';

export interface TestDatabase {
  readonly url: string;
  /**
   * Gives the database back. It is dropped at the end of the run: dropping it while a pool's last
   * connections still close would break them.
   */
  drop(): Promise<void>;
}

/** Any number; held on the maintenance database while the template is made. */
const TEMPLATE_LOCK = 72_110_003;
const CLONE_ATTEMPTS_MAX = 50;
const IN_USE = '55006';

let server: Promise<string> | undefined;

/** A migrated, empty database for one spec file, cloned from a template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return clone(`${runName()}template`);
}

/** An empty database without any schema. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return clone('template1');
}

async function clone(template: string): Promise<TestDatabase> {
  server ??= startServer();
  const name = `${runName()}${randomBytes(5).toString('hex')}`;
  await onServer(await server, (client) => createFrom(client, name, template));
  return { url: withDatabase(await server, name), drop: () => Promise.resolve() };
}

async function startServer(): Promise<string> {
  const url =
    process.env['EDICT_TEST_DATABASE_URL'] ??
    (await ensurePostgres(runFolder(), { durable: false, leased: false })).url;
  await onServer(url, (client) => ensureTemplate(client, url));
  return url;
}

async function ensureTemplate(client: pg.Client, url: string): Promise<void> {
  const template = `${runName()}template`;
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const found = await client.query('select from pg_database where datname = $1', [template]);
  if (found.rows.length > 0) return;
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft}`);
  await client.query(`create database ${draft}`);
  await migrate(withDatabase(url, draft));
  await whenUnused(() => client.query(`alter database ${draft} rename to ${template}`));
}

async function createFrom(client: pg.Client, name: string, template: string): Promise<void> {
  await whenUnused(() => client.query(`create database ${name} template ${template}`));
}

/** A session that has just ended may still be seen on the database for a moment. */
async function whenUnused(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const inUse = error instanceof pg.DatabaseError && error.code === IN_USE;
      if (!inUse || attempt === CLONE_ATTEMPTS_MAX) throw error;
      await sleep(20 * attempt);
    }
  }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function runName(): string {
  return process.env['EDICT_TEST_RUN_NAME'] ?? 'edict_test_';
}

function runFolder(): string {
  const folder = process.env['EDICT_TEST_RUN_FOLDER'];
  if (!folder)
    throw new Error('Specs that need a database run under Jest, whose setup names a folder.');
  return folder;
}
