import { sql } from '#libs/database';
import type { VerifierKey } from '#libs/merkle';
import { formatVerifierKey } from '#libs/merkle';
import type pg from 'pg';
import type { NewEvent } from '../event.js';
import { instantMs } from '../instant.js';
import { KEY_ROTATIONS_MAX } from '../limits.js';
import { recordedEvent } from '../recorded-event.js';

const KEY_ROTATIONS = sql(import.meta.url, './key-rotations.sql');

/** What the ledger says about the keys of its log. */
export interface KeyRotations {
  /** Keys that were announced before they signed. */
  readonly announced: ReadonlySet<string>;
  /** Until when a former key signs beside the one after it, in milliseconds since 1970. */
  readonly signUntilMs: ReadonlyMap<string, number>;
}

export interface KeyRotation {
  readonly origin: string;
  /** The keys as text, so that who reads the ledger can check what they sign. */
  readonly key: string;
  readonly former: readonly string[];
  /** RFC 3339 */
  readonly formerSignUntil: string;
}

/** The event that announces a key. Only Edict itself writes to the streams below `log/`. */
export function keyRotated(rotation: KeyRotation, key: VerifierKey, time: string): NewEvent {
  const { origin, former, formerSignUntil } = rotation;
  return {
    source: 'urn:edict:log',
    id: `key-rotated/${key.keyId}`,
    type: 'log.key-rotated',
    subject: 'log/keys',
    time,
    dataschema: 'urn:edict:event:log.key-rotated:1',
    data: { origin, key: formatVerifierKey(key), former, formerSignUntil },
    actor: 'edict',
  };
}

/** The newest hundred. */
export async function readKeyRotations(client: pg.Pool | pg.ClientBase): Promise<KeyRotations> {
  const { rows } = await client.query<{ text: string }>(KEY_ROTATIONS, [KEY_ROTATIONS_MAX]);
  const announced = new Set<string>();
  const signUntilMs = new Map<string, number>();
  for (const { text } of rows) {
    const { key, former, formerSignUntil } = recordedEvent(text).data;
    if (typeof key === 'string') announced.add(key);
    const until = typeof formerSignUntil === 'string' ? instantMs(formerSignUntil) : undefined;
    for (const one of Array.isArray(former) ? former : []) {
      // The first rotation that a key was former in is the one that counts, and the last read.
      if (typeof one === 'string' && until !== undefined) signUntilMs.set(one, until);
    }
  }
  return { announced, signUntilMs };
}
