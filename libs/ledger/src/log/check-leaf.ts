import { isUtf8 } from 'node:buffer';
import { leafHash } from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import type { RecordedEvent } from '../event.js';
import { instantMs } from '../instant.js';
import { isSurelyCanonical } from '../canonical/surely-canonical.js';
import { eventOfLeaf } from '../recorded-event.js';
import { storedInstant } from './stored-leaf.js';
import type { StoredLeaf } from './stored-leaf.js';
import { LogFault } from './log-fault.js';

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
  /** Whether the bytes are surely in canonical form: see `isSurelyCanonical`. */
  readonly isCanonical: boolean;
  readonly faults: readonly LogFault[];
}

/** As `checkLeaf`, but looks for every fault. */
export function examineLeaf(stored: StoredLeaf): ExaminedLeaf {
  const { position } = stored;
  const hash = leafHash(stored.bytes);
  const faults = hash.equals(stored.leaf_hash) ? [] : [otherHash(position)];
  const spelled = spelledBy(stored);
  if (spelled === undefined) {
    const isCanonical = false;
    return { hash, event: undefined, isCanonical, faults: [...faults, noEvent(position)] };
  }
  const { event, isCanonical } = spelled;
  const columns = SAME_AS_BYTES.filter((column) => stored[column] !== event[column]);
  const times = timesAltered(stored, event);
  const altered = [...columns, ...times].map((column) => alteredColumn(position, column));
  return { hash, event, isCanonical, faults: [...faults, ...altered] };
}

function spelledBy({
  bytes,
}: StoredLeaf): (Pick<ExaminedLeaf, 'isCanonical'> & { event: RecordedEvent }) | undefined {
  try {
    const text = bytes.toString('utf8');
    const leaf: unknown = JSON.parse(text);
    const event = eventOfLeaf(leaf);
    return { event, isCanonical: isUtf8(bytes) && isSurelyCanonical(text, leaf) };
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

function microsOf(time: unknown): bigint | undefined {
  const ms = typeof time === 'string' ? instantMs(time) : undefined;
  return ms === undefined ? undefined : storedInstant(ms);
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
