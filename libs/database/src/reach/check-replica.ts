import pg from 'pg';
import { PostgresUnavailable } from '../embedded/unavailable.js';
import { CONNECT_TIMEOUT_MS } from '../pool.js';
import { sql } from '../sql.js';

const IDENTITY = sql(import.meta.url, './identity.sql');

interface Identity {
  readonly database: string;
  readonly follows: boolean;
}

/**
 * Whether the replica answers. What its connections are asked for later may still fail: then the
 * primary answers.
 * @throws PostgresUnavailable where it is there but no replica of that database
 */
export async function checkReplica(replicaUrl: string, primaryUrl: string): Promise<boolean> {
  const replica = await identityOf(replicaUrl).catch(() => undefined);
  if (replica === undefined) return false;
  const primary = await identityOf(primaryUrl);
  if (replica.follows && replica.database === primary.database) return true;
  const fault = replica.follows ? 'follows another server' : 'follows no other server';
  throw new PostgresUnavailable(
    `EDICT_READ_DATABASE_URL must lead to a streaming replica of Edict's database; what it leads to ${fault}.`,
  );
}

async function identityOf(url: string): Promise<Identity> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'edict start',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await client.connect();
    const { rows } = await client.query<Identity>(IDENTITY);
    if (rows[0] === undefined) throw new Error('The server does not say who it is.');
    return rows[0];
  } finally {
    await client.end();
  }
}
