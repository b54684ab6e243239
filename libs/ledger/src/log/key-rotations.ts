import { sql } from '#libs/database';
import type pg from 'pg';
import type { RecordedEvent } from '../event.js';
import { KEY_ROTATIONS_MAX } from '../limits.js';
import { readableEvent } from '../recorded-event.js';
import { rotationIn } from './key-rotation.js';
import { RetiredKeys } from './retired-keys.js';

const KEY_ROTATIONS = sql(import.meta.url, './key-rotations.sql');
const RECORDED_LATER = sql(import.meta.url, './recorded-later.sql');

/** What the ledger says about the keys of its log. */
export interface KeyRotations {
  /** Keys that were announced before they signed. */
  readonly announced: ReadonlySet<string>;
  /** Until when a former key signs beside the one after it, in milliseconds since 1970. */
  readonly signUntilMs: ReadonlyMap<string, number>;
}

export async function readKeyRotations(client: pg.Pool | pg.ClientBase): Promise<KeyRotations> {
  const announced = new Set<string>();
  const signUntilMs = new Map<string, number>();
  for (const event of await newestRotations(client)) {
    const rotation = rotationIn(event);
    if (rotation === undefined) continue;
    announced.add(rotation.key);
    for (const one of rotation.former) {
      // The first rotation that a key was former in is the one that counts, and the last read.
      signUntilMs.set(one, rotation.formerSignUntilMs);
    }
  }
  return { announced, signUntilMs };
}

/** As though it had taken all events, of which only a few matter. */
export async function readRetiredKeys(client: pg.Pool | pg.ClientBase): Promise<RetiredKeys> {
  const rotations = await newestRotations(client);
  const events = new Map(rotations.map((event) => [event.position, event]));
  for (const event of rotations) {
    const later = await firstLater(client, event);
    if (later !== undefined) events.set(later.position, later);
  }
  const retired = new RetiredKeys();
  const inOrder = [...events.values()].sort((one, other) => one.position - other.position);
  for (const event of inOrder) retired.take(event);
  return retired;
}

/** The newest hundred, the newest first. */
async function newestRotations(client: pg.Pool | pg.ClientBase): Promise<readonly RecordedEvent[]> {
  const { rows } = await client.query<{ bytes: Buffer }>(KEY_ROTATIONS, [KEY_ROTATIONS_MAX]);
  return rows.flatMap(readableEvent);
}

/** The first event behind a rotation that was recorded when the former key signed no more. */
async function firstLater(
  client: pg.Pool | pg.ClientBase,
  rotation: RecordedEvent,
): Promise<RecordedEvent | undefined> {
  const untilMs = rotationIn(rotation)?.formerSignUntilMs;
  if (untilMs === undefined) return undefined;
  const values = [new Date(untilMs).toISOString(), rotation.position];
  const { rows } = await client.query<{ bytes: Buffer }>(RECORDED_LATER, values);
  return rows.flatMap(readableEvent)[0];
}
