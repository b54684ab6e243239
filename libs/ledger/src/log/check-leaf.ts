import { leafHash } from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import type { RecordedEvent } from '../event.js';
import { instantMs } from '../instant.js';
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
  /** What the bytes spell, as text and as JSON. */
  readonly text: string;
  readonly json: unknown;
  readonly event: RecordedEvent | undefined;
  readonly faults: readonly LogFault[];
}

/** Most leaves have none. */
const NONE: readonly LogFault[] = [];

/** As `checkLeaf`, but looks for every fault. */
export function examineLeaf(stored: StoredLeaf): ExaminedLeaf {
  const { position } = stored;
  const hash = leafHash(stored.bytes);
  const text = stored.bytes.toString('utf8');
  const ofHash = hash.equals(stored.leaf_hash) ? NONE : [otherHash(position)];
  const json = jsonIn(text);
  const event = eventIn(json);
  const ofColumns = event ? alteredColumns(stored, event) : [noEvent(position)];
  const faults = ofHash === NONE ? ofColumns : [...ofHash, ...ofColumns];
  return { hash, text, json, event, faults };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function eventIn(json: unknown): RecordedEvent | undefined {
  try {
    return eventOfLeaf(json);
  } catch {
    return undefined;
  }
}

function alteredColumns(stored: StoredLeaf, event: RecordedEvent): readonly LogFault[] {
  const isSame = (column: (typeof SAME_AS_BYTES)[number]): boolean =>
    stored[column] === event[column];
  const isTime = stored.time === microsOf(event.time);
  const isRecordedTime = stored.recorded_time === microsOf(event.recordedtime);
  if (isTime && isRecordedTime && SAME_AS_BYTES.every(isSame)) return NONE;
  const columns = SAME_AS_BYTES.filter((column) => !isSame(column));
  const times = [...(isTime ? [] : ['time']), ...(isRecordedTime ? [] : ['recorded_time'])];
  return [...columns, ...times].map((column) => alteredColumn(stored.position, column));
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
