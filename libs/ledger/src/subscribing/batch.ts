import { sql } from '#libs/database';
import type pg from 'pg';
import { failureOf, messageOf } from '../failure.js';
import { PARKED_ERROR_MAX } from '../limits.js';
import type { RecordedEvent } from '../event.js';
import { lockCheckpoint, moveCheckpoint, parkedSubjects } from './checkpoint.js';
import type { PagesAhead } from './pages-ahead.js';
import { SubjectFailed } from './projection.js';
import type { Projection } from './projection.js';

const PARK = sql(import.meta.url, './park.sql');

type Apply = (
  transaction: pg.PoolClient,
  projection: Projection,
  events: readonly RecordedEvent[],
  parked: Set<string>,
) => Promise<void>;

/**
 * Takes the next events into the views, in one transaction with the checkpoint: page after page
 * where many wait, until the transaction has lasted long enough. Returns how many events it went
 * past.
 */
export async function nextBatch(
  client: pg.PoolClient,
  projection: Projection,
  pages: PagesAhead,
  transactionMs: number,
  apply: Apply = applyTogether,
): Promise<number> {
  return whole(client, async () => {
    const endsAt = performance.now() + transactionMs;
    const position = await lockCheckpoint(client, projection);
    let page = await pages.behind(position);
    if (page.length === 0) return 0;
    const parked = await parkedSubjects(client, projection.name);
    const subjects = new Set(parked.map(({ subject }) => subject));
    let [reached, passed] = [position, 0];
    while (page.length > 0) {
      await apply(client, projection, page, subjects);
      reached = page.at(-1)?.position ?? reached;
      passed += page.length;
      page = pages.isFull(page) && performance.now() < endsAt ? await pages.behind(reached) : [];
    }
    await moveCheckpoint(client, projection, position, reached);
    return passed;
  });
}

/** A part of what earlier events left to be done. Returns whether there was any. */
export async function nextPart(
  client: pg.PoolClient,
  projection: Projection,
  sizeMax: number,
): Promise<boolean> {
  if (projection.goOn === undefined) return false;
  return whole(client, async () => {
    const position = await lockCheckpoint(client, projection);
    return (await projection.goOn?.(client, position, sizeMax)) ?? false;
  });
}

/** As `nextPart` for one subject, which is parked where it is at fault. */
export async function nextPartApart(
  client: pg.PoolClient,
  projection: Projection,
): Promise<boolean> {
  try {
    return await nextPart(client, projection, 1);
  } catch (error) {
    if (!(error instanceof SubjectFailed) || failureOf(error.cause) !== 'statement') throw error;
    await park(client, projection, error, messageOf(error.cause));
    return true;
  }
}

/** One transaction: all of the work or none. */
async function whole<Result>(client: pg.PoolClient, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
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
    await park(transaction, projection, event, error);
  }
}

async function park(
  client: pg.PoolClient,
  { name }: Projection,
  { subject, position }: { readonly subject: string; readonly position: number },
  error: string,
): Promise<void> {
  const reason = error.replaceAll('\u0000', '').slice(0, PARKED_ERROR_MAX);
  await client.query(PARK, [name, subject, position, reason]);
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
