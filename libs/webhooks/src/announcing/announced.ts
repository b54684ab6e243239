import { inTransaction, sql } from '#libs/database';
import type { AsOf, ChangePlace } from '#libs/compliance';
import type pg from 'pg';
import type { AnnouncedMessage } from './announced-message.js';
import type { WatchedWebhook } from './watched-webhook.js';

const HOLD_PLACE = sql(import.meta.url, './hold-place.sql');
const HOLD_WEBHOOK = sql(import.meta.url, './hold-webhook.sql');
const INSERT_MESSAGES = sql(import.meta.url, './insert-messages.sql');
const NOTE_SEQUENCE = sql(import.meta.url, './note-sequence.sql');
const MOVE_PLACE = sql(import.meta.url, './move-place.sql');
const MOVE_NEAR = sql(import.meta.url, './move-near.sql');

/** How far what was found reaches: one of the two. */
export type Announced = { readonly place: ChangePlace } | { readonly near: AsOf };

/**
 * Notes messages together with how far they reach, so that nothing is left out or told twice. Does
 * nothing, and says so, where another worker or a change of the webhook came in between.
 */
export async function noteAnnounced(
  pool: pg.Pool,
  webhook: WatchedWebhook,
  messages: readonly AnnouncedMessage[],
  announced: Announced,
): Promise<boolean> {
  const { id, revision, nearAt } = webhook;
  const { position, at, subject, obligation } = webhook.place;
  return inTransaction(pool, async (client) => {
    const held = [id, revision, position, at, subject, obligation, nearAt];
    const { rows } = await client.query<{ sequence: number }>(HOLD_PLACE, held);
    if (rows[0] === undefined) return false;
    await insert(client, id, rows[0].sequence, messages);
    if ('place' in announced) {
      const { place } = announced;
      const moved = [id, place.position, place.at, place.subject, place.obligation];
      await client.query(MOVE_PLACE, moved);
    } else {
      await client.query(MOVE_NEAR, [id, announced.near.validAt, announced.near.knownAt]);
    }
    return true;
  });
}

/** Notes messages of which nothing was known when their place was passed. */
export async function noteBelated(
  pool: pg.Pool,
  webhook: string,
  messages: readonly AnnouncedMessage[],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ sequence: number }>(HOLD_WEBHOOK, [webhook]);
    if (rows[0] !== undefined) await insert(client, webhook, rows[0].sequence, messages);
  });
}

async function insert(
  client: pg.PoolClient,
  webhook: string,
  sequence: number,
  messages: readonly AnnouncedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await client.query(INSERT_MESSAGES, [
    webhook,
    sequence,
    messages.map(({ id }) => id),
    messages.map(({ type }) => type),
    messages.map(({ position }) => position ?? null),
    messages.map(({ body }) => body),
  ]);
  await client.query(NOTE_SEQUENCE, [webhook, sequence + messages.length]);
}
