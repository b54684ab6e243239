import { sql } from '#libs/database';
import { formatVerifierKey, Malformed, openCheckpoint, SignatureRefused } from '#libs/merkle';
import type { Hash, VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import type pg from 'pg';
import { LogFault } from './log-fault.js';

const LATEST_CHECKPOINT = sql(import.meta.url, './latest-checkpoint.sql');
const COVERING_CHECKPOINT = sql(import.meta.url, './covering-checkpoint.sql');
const CHECKPOINT_OF_SIZE = sql(import.meta.url, './checkpoint-of-size.sql');
const INSERT_CHECKPOINT = sql(import.meta.url, './insert-checkpoint.sql');
const NOTE_SIGNING_KEY = sql(import.meta.url, './note-signing-key.sql');

/** A checkpoint as it is stored. Only `openCheckpoint` makes it one to believe. */
export interface CheckpointRow {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  readonly note: string;
}

/** The newest of all. */
export async function latestCheckpoint(
  client: pg.Pool | pg.ClientBase,
): Promise<CheckpointRow | undefined> {
  const { rows } = await client.query<CheckpointRow>(LATEST_CHECKPOINT);
  return rows[0];
}

export async function checkpointOfSize(
  client: pg.Pool | pg.ClientBase,
  origin: string,
  size: number,
): Promise<CheckpointRow | undefined> {
  const { rows } = await client.query<CheckpointRow>(CHECKPOINT_OF_SIZE, [origin, size]);
  return rows[0];
}

/** The smallest of the newest origin that covers a position; absent while there is none. */
export async function checkpointCovering(
  client: pg.Pool | pg.ClientBase,
  position: number,
): Promise<CheckpointRow | undefined> {
  const { rows } = await client.query<CheckpointRow>(COVERING_CHECKPOINT, [position]);
  return rows[0];
}

/**
 * Stores what was signed, after the checkpoint of size `previous`; a second one after the same
 * violates `checkpoint_chain`. Told to whoever listens on `checkpoint`, once it is committed.
 */
export async function insertCheckpoint(
  client: pg.ClientBase,
  { origin, size, root, note, signedBy }: VerifiedCheckpoint,
  previous: number | undefined,
): Promise<void> {
  await client.query(INSERT_CHECKPOINT, [origin, size, previous ?? null, root, note]);
  for (const key of signedBy) {
    await client.query(NOTE_SIGNING_KEY, [origin, key.keyId, formatVerifierKey(key), size]);
  }
}

/**
 * The checkpoint in a note of this log, signed by one of the keys.
 * @throws LogFault
 */
export function ownCheckpoint(
  note: string,
  origin: string,
  trusted: readonly VerifierKey[],
  where: string,
): VerifiedCheckpoint {
  const opened = opening(note, trusted, where);
  if (opened.origin === origin) return opened;
  throw new LogFault('checkpoint', `${where} is of the log ${opened.origin}, not of ${origin}.`);
}

function opening(note: string, trusted: readonly VerifierKey[], where: string): VerifiedCheckpoint {
  try {
    return openCheckpoint(note, trusted);
  } catch (cause) {
    if (!(cause instanceof Malformed || cause instanceof SignatureRefused)) throw cause;
    throw new LogFault('checkpoint', `${where} cannot be opened: ${cause.message}`, { cause });
  }
}
