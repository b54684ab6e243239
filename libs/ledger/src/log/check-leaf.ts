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
  const { hash, event, faults } = examineLeaf(stored);
  const [fault] = faults;
  if (fault !== undefined) throw fault;
  if (event === undefined) throw noEvent(stored.position);
  return { hash, event };
}

/** A leaf with all that is wrong with it; without an event where its bytes are none. */
export interface ExaminedLeaf {
  readonly hash: Hash;
  readonly event: RecordedEvent | undefined;
  readonly faults: readonly LogFault[];
}

/** As `checkLeaf`, but looks for every fault. */
export function examineLeaf(stored: StoredLeaf): ExaminedLeaf {
  const { position } = stored;
  const hash = leafHash(stored.bytes);
  const faults = hash.equals(stored.leaf_hash) ? [] : [otherHash(position)];
  const event = eventOf(stored);
  if (event === undefined) return { hash, event, faults: [...faults, noEvent(position)] };
  const columns = SAME_AS_BYTES.filter((column) => stored[column] !== event[column]);
  const times = timesAltered(stored, event);
  const altered = [...columns, ...times].map((column) => alteredColumn(position, column));
  return { hash, event, faults: [...faults, ...altered] };
}

function eventOf({ bytes }: StoredLeaf): RecordedEvent | undefined {
  try {
    return recordedEvent(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function timesAltered({ time, recorded_time }: StoredLeaf, event: RecordedEvent): string[] {
  return [
    ...(time === microsOf(event.time) ? [] : ['time']),
    ...(recorded_time === microsOf(event.recordedtime) ? [] : ['recorded_time']),
  ];
}

function microsOf(time: unknown): string | undefined {
  const ms = typeof time === 'string' ? instantMs(time) : undefined;
  return ms === undefined ? undefined : String(BigInt(ms) * 1000n);
}

function otherHash(position: number): LogFault {
  const detail = `The leaf hash of event ${position} is not that of its bytes.`;
  return new LogFault('leaf-hash', detail, { position });
}

function noEvent(position: number): LogFault {
  return new LogFault('bytes', `The bytes at position ${position} are no event.`, { position });
}

function alteredColumn(position: number, column: string): LogFault {
  const detail = `The column ${column} of event ${position} is not what its bytes say.`;
  return new LogFault('column', detail, { position });
}
