import type { BinaryRow } from '#libs/database';

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
  /** As `storedInstant` has it. */
  readonly time: bigint;
  readonly recorded_time: bigint;
}

/** Where the columns of the statement stand. */
export const COLUMN = {
  position: 0,
  bytes: 1,
  leafHash: 2,
  source: 3,
  id: 4,
  type: 5,
  subject: 6,
  sequence: 7,
  actor: 8,
  time: 9,
  recordedTime: 10,
} as const;

/** PostgreSQL counts microseconds from 2000 on. */
const EPOCH_MICROS = BigInt(Date.parse('2000-01-01T00:00:00Z')) * 1_000n;
const TWO_TO_32 = 2 ** 32;
const ABSENT = Buffer.alloc(0);

/** An instant as PostgreSQL stores it, from milliseconds since 1970; infinity is none of these. */
export function storedInstant(ms: number): bigint {
  return BigInt(ms) * 1_000n - EPOCH_MICROS;
}

/** From the columns, in PostgreSQL's binary form. */
export function storedLeaf(row: BinaryRow): StoredLeaf {
  const at = (column: number): Buffer => row[column] ?? ABSENT;
  const text = (column: number): string => at(column).toString('utf8');
  return {
    position: wholeNumber(at(COLUMN.position)),
    bytes: at(COLUMN.bytes),
    leaf_hash: at(COLUMN.leafHash),
    source: text(COLUMN.source),
    id: text(COLUMN.id),
    type: text(COLUMN.type),
    subject: text(COLUMN.subject),
    sequence: wholeNumber(at(COLUMN.sequence)),
    actor: text(COLUMN.actor),
    time: at(COLUMN.time).readBigInt64BE(),
    recorded_time: at(COLUMN.recordedTime).readBigInt64BE(),
  };
}

/**
 * The bigint at this place.
 * @throws RangeError where it is past 2^53 - 1
 */
export function wholeNumber(bytes: Buffer, at = 0): number {
  const number = bytes.readInt32BE(at) * TWO_TO_32 + bytes.readUInt32BE(at + 4);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${number} is past 2^53 - 1`);
  return number;
}
