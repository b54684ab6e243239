import { sql } from '#libs/database';
import type pg from 'pg';
import { failureOf, messageOf } from '../failure.js';
import { PARKED_ERROR_MAX } from '../limits.js';
import { readPage } from '../reading/page.js';
import type { RecordedEvent } from '../event.js';
import { lockCheckpoint, moveCheckpoint, parkedSubjects } from './checkpoint.js';
import type { Projection } from './projection.js';

const PARK = sql(import.meta.url, './park.sql');

type Apply = (
  transaction: pg.PoolClient,
  projection: Projection,
  events: readonly RecordedEvent[],
  parked: Set<string>,
) => Promise<void>;

/**
 * Takes the next events into the views, in one transaction with the checkpoint. Returns how many
 * events it went past.
 */
export async function nextBatch(
  client: pg.PoolClient,
  projection: Projection,
  sizeMax: number,
  apply: Apply = applyTogether,
): Promise<number> {
  await client.query('begin');
  try {
    const position = await lockCheckpoint(client, projection);
    const events = await readPage(client, { after: position }, sizeMax);
    const last = events.at(-1);
    if (last !== undefined) {
      const parked = await parkedSubjects(client, projection.name);
      await apply(client, projection, events, new Set(parked.map(({ subject }) => subject)));
      await moveCheckpoint(client, projection, position, last.position);
    }
    await client.query('commit');
    return events.length;
  } catch (error) {
    await rollBack(client);
    throw error;
  }
}

async function applyTogether(
  transaction: pg.PoolClient,
  projection: Projection,
  events: readonly RecordedEvent[],
  parked: ReadonlySet<string>,
): Promise<void> {
  const wanted = events.filter(({ subject }) => !parked.has(subject));
  if (wanted.length > 0) await projection.apply(transaction, wanted);
}

/** Event by event, parking the subject of each that cannot be applied. */
export async function applyApart(
  transaction: pg.PoolClient,
  projection: Projection,
  events: readonly RecordedEvent[],
  parked: Set<string>,
): Promise<void> {
  for (const event of events) {
    if (parked.has(event.subject)) continue;
    const error = await failureOfOne(transaction, projection, event);
    if (error === undefined) continue;
    parked.add(event.subject);
    const reason = error.replaceAll('\u0000', '').slice(0, PARKED_ERROR_MAX);
    await transaction.query(PARK, [projection.name, event.subject, event.position, reason]);
  }
}

async function failureOfOne(
  transaction: pg.PoolClient,
  projection: Projection,
  event: RecordedEvent,
): Promise<string | undefined> {
  await transaction.query('savepoint one_event');
  try {
    await projection.apply(transaction, [event]);
    await transaction.query('release savepoint one_event');
    return undefined;
  } catch (error) {
    // Only the event's own fault parks its subject, not a full disk or a lost connection.
    if (failureOf(error) !== 'statement') throw error;
    await transaction.query('rollback to savepoint one_event');
    return messageOf(error);
  }
}

async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
  } catch {
    // The connection is gone, and the transaction with it; the first error is the one to tell.
  }
}
