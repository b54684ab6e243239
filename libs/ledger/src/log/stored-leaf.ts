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

/** PostgreSQL counts microseconds from 2000 on. */
const EPOCH_MICROS = BigInt(Date.parse('2000-01-01T00:00:00Z')) * 1_000n;
const ABSENT = Buffer.alloc(0);

/** An instant as PostgreSQL stores it, from milliseconds since 1970; infinity is none of these. */
export function storedInstant(ms: number): bigint {
  return BigInt(ms) * 1_000n - EPOCH_MICROS;
}

/** From the columns in the order of the statement, in PostgreSQL's binary form. */
export function storedLeaf(row: BinaryRow): StoredLeaf {
  const at = (column: number): Buffer => row[column] ?? ABSENT;
  const text = (column: number): string => at(column).toString('utf8');
  return {
    position: wholeNumber(at(0)),
    bytes: at(1),
    leaf_hash: at(2),
    source: text(3),
    id: text(4),
    type: text(5),
    subject: text(6),
    sequence: wholeNumber(at(7)),
    actor: text(8),
    time: at(9).readBigInt64BE(),
    recorded_time: at(10).readBigInt64BE(),
  };
}

function wholeNumber(value: Buffer): number {
  const number = Number(value.readBigInt64BE());
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${number} is past 2^53 - 1`);
  return number;
}
