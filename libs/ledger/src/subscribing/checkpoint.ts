import { sql } from '#libs/database';
import type pg from 'pg';
import { ProjectionVersionMismatch } from './projection.js';
import type { ParkedSubject, Projection, ProjectionState } from './projection.js';

const LOCK = sql(import.meta.url, './lock.sql');
const MOVE = sql(import.meta.url, './move.sql');
const PARKED = sql(import.meta.url, './parked.sql');
const REGISTER = sql(import.meta.url, './register.sql');
const RESTART = sql(import.meta.url, './restart.sql');
const STATE = sql(import.meta.url, './state.sql');

/** How far a projection is, and which subjects it leaves out. */
export async function projectionState(
  pool: pg.Pool | pg.ClientBase,
  name: string,
): Promise<ProjectionState> {
  const { rows } = await pool.query<{ version: number; position: number }>(STATE, [name]);
  return { position: 0, ...rows[0], parked: await parkedSubjects(pool, name) };
}

export async function parkedSubjects(
  client: pg.Pool | pg.ClientBase,
  name: string,
): Promise<readonly ParkedSubject[]> {
  const { rows } = await client.query<ParkedSubject>(PARKED, [name]);
  return rows;
}

/**
 * The position of a projection, locked until the transaction ends.
 * @throws ProjectionVersionMismatch
 */
export async function lockCheckpoint(
  transaction: pg.PoolClient,
  { name, version }: Projection,
): Promise<number> {
  const { rows } = await transaction.query<{ version: number; position: number }>(LOCK, [name]);
  const [row] = rows;
  if (row === undefined) throw new Error(`Projection ${name} was never registered.`);
  if (row.version !== version) throw new ProjectionVersionMismatch(name, row.version, version);
  return row.position;
}

/** Moves the checkpoint, unless somebody else moved it or rebuilt the views meanwhile. */
export async function moveCheckpoint(
  transaction: pg.PoolClient,
  { name, version }: Projection,
  from: number,
  to: number,
): Promise<void> {
  const { rowCount } = await transaction.query(MOVE, [name, version, from, to]);
  if (rowCount !== 1) throw new Error(`Projection ${name} is no longer at position ${from}.`);
}

/**
 * Enters a projection that is new. Views of an older version are emptied, to be built again from
 * the first event on.
 * @throws ProjectionVersionMismatch
 */
export async function register(transaction: pg.PoolClient, projection: Projection): Promise<void> {
  const { name, version } = projection;
  await transaction.query(REGISTER, [name, version]);
  const { rows } = await transaction.query<{ version: number }>(LOCK, [name]);
  const built = rows[0]?.version ?? version;
  if (built === version) return;
  if (built > version || projection.reset === undefined) {
    throw new ProjectionVersionMismatch(name, built, version);
  }
  await projection.reset(transaction);
  await transaction.query(RESTART, [name, version]);
}
