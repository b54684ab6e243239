import { leafHash } from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import type { RecordedEvent } from '../event.js';
import { instantMs } from '../instant.js';
import { recordedEvent } from '../recorded-event.js';
import { LogFault } from './log-fault.js';

/** An event as it is stored: the bytes, and every column that is derived from them. */
export interface StoredLeaf {
  readonly position: number;
  readonly bytes: Buffer;
  readonly leaf_hash: Buffer;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
  readonly actor: string;
  /** Microseconds since 1970, null for infinity. */
  readonly time: string | null;
  readonly recorded_time: string | null;
}

export interface CheckedLeaf {
  /** Of the bytes, not as it is stored. */
  readonly hash: Hash;
  readonly event: RecordedEvent;
}

const SAME_AS_BYTES = ['position', 'source', 'id', 'type', 'subject', 'sequence', 'actor'] as const;

/**
 * Hashes the stored bytes and compares everything that stands beside them.
 * @throws LogFault
 */
export function checkLeaf(stored: StoredLeaf): CheckedLeaf {
  const { position } = stored;
  const hash = leafHash(stored.bytes);
  if (!hash.equals(stored.leaf_hash)) {
    throw new LogFault('leaf-hash', `The leaf hash of event ${position} is not that of its bytes.`);
  }
  const event = eventOf(stored);
  for (const column of SAME_AS_BYTES) {
    if (stored[column] !== event[column]) throw altered(position, column);
  }
  if (stored.time !== microsOf(event.time)) throw altered(position, 'time');
  if (stored.recorded_time !== microsOf(event.recordedtime)) {
    throw altered(position, 'recorded_time');
  }
  return { hash, event };
}

function eventOf({ position, bytes }: StoredLeaf): RecordedEvent {
  try {
    return recordedEvent(bytes.toString('utf8'));
  } catch (cause) {
    throw new LogFault('bytes', `The bytes at position ${position} are no event.`, { cause });
  }
}

function microsOf(time: unknown): string | undefined {
  const ms = typeof time === 'string' ? instantMs(time) : undefined;
  return ms === undefined ? undefined : String(BigInt(ms) * 1000n);
}

function altered(position: number, column: string): LogFault {
  return new LogFault(
    'column',
    `The column ${column} of event ${position} is not what its bytes say.`,
  );
}
