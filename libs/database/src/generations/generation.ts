import pg from 'pg';
import { sql } from '../sql.js';

const TABLES_OF = sql(import.meta.url, './tables-of.sql');
const GRANTS_OF = sql(import.meta.url, './grants-of.sql');
const POLICIES_OF = sql(import.meta.url, './policies-of.sql');
const USAGE_OF = sql(import.meta.url, './usage-of.sql');

/** How long the end of an old generation waits for those who still read it. */
const DROP_TIMEOUT = '30s';

const { escapeIdentifier: quoted } = pg;

/**
 * Makes a schema with the tables of another one, empty and bare. Keys, indexes and what guards
 * against contradiction are left to `guardGeneration`: filling the tables is much faster without.
 */
export async function beginGeneration(
  client: pg.ClientBase,
  like: string,
  name: string,
): Promise<void> {
  await endGeneration(client, name);
  await client.query(`create schema ${quoted(name)}`);
  for (const table of await tablesOf(client, like)) {
    await client.query(
      `create table ${quoted(name)}.${quoted(table)} (
        like ${quoted(like)}.${quoted(table)}
        including defaults including constraints including identity including generated
        including storage
      )`,
    );
  }
  await boundAlike(client, like, name);
  await grantAlike(client, like, name);
}

/** Within the transaction one generation takes the place of another, which gets a name to end by. */
export async function swapGeneration(
  transaction: pg.ClientBase,
  live: string,
  next: string,
  old: string,
): Promise<void> {
  await transaction.query(`alter schema ${quoted(live)} rename to ${quoted(old)}`);
  await transaction.query(`alter schema ${quoted(next)} rename to ${quoted(live)}`);
}

export async function endGeneration(client: pg.ClientBase, name: string): Promise<void> {
  await client.query(`set lock_timeout = '${DROP_TIMEOUT}'`);
  await client.query(`drop schema if exists ${quoted(name)} cascade`);
}

/** The tables of a generation and the columns of each that say something about the ledger. */
export async function tablesOf(client: pg.ClientBase, name: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(TABLES_OF, [name]);
  return rows.map((row) => row.name);
}

/** Row-level security, before anybody may look: who sees which rows. */
async function boundAlike(client: pg.ClientBase, like: string, name: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(POLICIES_OF, [like, name]);
  for (const { statement } of rows) await client.query(statement);
}

async function grantAlike(client: pg.ClientBase, like: string, name: string): Promise<void> {
  const usage = await client.query<{ grantee: string }>(USAGE_OF, [like]);
  for (const { grantee } of usage.rows) {
    await client.query(`grant usage on schema ${quoted(name)} to ${quoted(grantee)}`);
  }
  interface Grant {
    readonly table: string;
    readonly grantee: string;
    readonly privileges: string;
  }
  const grants = await client.query<Grant>(GRANTS_OF, [like]);
  for (const { table, grantee, privileges } of grants.rows) {
    await client.query(
      `grant ${privileges} on ${quoted(name)}.${quoted(table)} to ${quoted(grantee)}`,
    );
  }
}
