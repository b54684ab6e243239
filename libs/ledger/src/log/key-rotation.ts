import { formatVerifierKey } from '#libs/merkle';
import type { VerifierKey } from '#libs/merkle';
import type { NewEvent, RecordedEvent } from '../event.js';
import { instantMs } from '../instant.js';

export const KEYS_STREAM = 'log/keys';
const KEY_ROTATED = 'log.key-rotated';

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
    type: KEY_ROTATED,
    subject: KEYS_STREAM,
    time,
    dataschema: 'urn:edict:event:log.key-rotated:1',
    data: { origin, key: formatVerifierKey(key), former, formerSignUntil },
    actor: 'edict',
  };
}

export interface AnnouncedRotation {
  readonly key: string;
  readonly former: readonly string[];
  /** Milliseconds since 1970. */
  readonly formerSignUntilMs: number;
}

/** What a recorded event announces; nothing where it is no rotation. */
export function rotationIn({ type, subject, data }: RecordedEvent): AnnouncedRotation | undefined {
  if (type !== KEY_ROTATED || subject !== KEYS_STREAM) return undefined;
  const { key, former, formerSignUntil } = data;
  const untilMs = typeof formerSignUntil === 'string' ? instantMs(formerSignUntil) : undefined;
  if (typeof key !== 'string' || untilMs === undefined) return undefined;
  const texts = Array.isArray(former) ? former.filter((one) => typeof one === 'string') : [];
  return { key, former: texts, formerSignUntilMs: untilMs };
}
