import { cellsOf, recordOf } from './record.js';
import { RecordReader } from './split-records.js';

/** Which cells name a row; both files are in the order of these, texts by their bytes in UTF-8. */
export interface KeyCell {
  readonly index: number;
  readonly isNumber: boolean;
}

export const OPERATIONS = ['add', 'modify', 'delete'] as const;
export type Operation = (typeof OPERATIONS)[number];

const PART_BYTES = 65_536;
const LF = Buffer.from('\n');

/**
 * What turns one file into another, both CSV without header in the order of their keys: records
 * that begin with `add`, `modify` or `delete`, in the same order. One that is to be deleted has its
 * key only. Holds one record of each at a time.
 */
export async function* difference(
  before: AsyncIterable<Buffer>,
  after: AsyncIterable<Buffer>,
  key: readonly KeyCell[],
): AsyncGenerator<Buffer, void, undefined> {
  const [earlier, later] = [new RecordReader(before), new RecordReader(after)];
  let parts: Buffer[] = [];
  let bytes = 0;
  try {
    await Promise.all([earlier.fill(), later.fill()]);
    while (earlier.current !== undefined || later.current !== undefined) {
      const { changed, order } = step(earlier.current, later.current, key);
      for (const part of changed) {
        parts.push(part);
        bytes += part.length;
      }
      if (order <= 0 && earlier.advance()) await earlier.fill();
      if (order >= 0 && later.advance()) await later.fill();
      if (bytes < PART_BYTES) continue;
      yield Buffer.concat(parts);
      [parts, bytes] = [[], 0];
    }
    if (bytes > 0) yield Buffer.concat(parts);
  } finally {
    await Promise.all([earlier.close(), later.close()]);
  }
}

interface Step {
  readonly changed: readonly Buffer[];
  /** Less than 0: the earlier record is done with, more than 0: the later one, 0: both. */
  readonly order: number;
}

const UNCHANGED: Step = { changed: [], order: 0 };

function step(
  before: Buffer | undefined,
  after: Buffer | undefined,
  key: readonly KeyCell[],
): Step {
  if (before !== undefined && after !== undefined && before.equals(after)) return UNCHANGED;
  const order = orderOf(before, after, key);
  if (order < 0 && before !== undefined) return { changed: deleted(before, key), order };
  if (after === undefined) throw new Error('There is no record left to compare.');
  return { changed: [order > 0 ? ADD : MODIFY, after, LF], order };
}

const ADD = Buffer.from('add,');
const MODIFY = Buffer.from('modify,');

function deleted(record: Buffer, key: readonly KeyCell[]): readonly Buffer[] {
  const cells = cellsOf(record).map((cell, at) =>
    key.some(({ index }) => index === at) ? cell : '',
  );
  return [Buffer.from(`${recordOf(['delete', ...cells])}\n`)];
}

function orderOf(
  before: Buffer | undefined,
  after: Buffer | undefined,
  key: readonly KeyCell[],
): number {
  if (before === undefined) return 1;
  if (after === undefined) return -1;
  const [one, other] = [cellsOf(before), cellsOf(after)];
  for (const { index, isNumber } of key) {
    const [left = '', right = ''] = [one[index], other[index]];
    const order = isNumber ? Number(left) - Number(right) : compareBytes(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

function compareBytes(left: string, right: string): number {
  return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
}
