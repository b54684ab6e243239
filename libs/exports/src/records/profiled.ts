import { guarded } from '../csv/cell.js';
import type { CsvProfile } from '../csv/cell.js';
import { boundsOf, cellAt, cellsOf, recordOf } from './record.js';
import { RecordEnds } from './record-ends.js';
import { splitRecords } from './split-records.js';

/** A column as its profile looks at it. */
export interface ProfiledColumn {
  readonly header: string;
  /** Only texts can be taken for a formula or a number. */
  readonly isText: boolean;
}

/** Told of each part how many records it has. */
export type Count = (records: number) => void;

const BYTE_ORDER_MARK = '\ufeff';
const CRLF = Buffer.from('\r\n');

/**
 * The bytes of a file of RFC 4180 with a header line, from records that end with LF. Line breaks
 * inside quotes stay as they are.
 */
export async function* profiled(
  records: AsyncIterable<Buffer>,
  columns: readonly ProfiledColumn[],
  profile: CsvProfile,
  count: Count,
): AsyncGenerator<Buffer, void, undefined> {
  const header = `${recordOf(columns.map(({ header }) => header))}\r\n`;
  yield Buffer.from(profile === 'excel' ? BYTE_ORDER_MARK + header : header);
  yield* profile === 'excel' ? safe(records, columns, count) : exact(records, count);
}

async function* exact(records: AsyncIterable<Buffer>, count: Count) {
  const recordEnds = new RecordEnds();
  for await (const part of records) {
    const ends = recordEnds.in(part);
    count(ends.length);
    yield withCrlf(part, ends);
  }
}

/** The part with a CR before each LF that ends a record. */
function withCrlf(part: Buffer, ends: readonly number[]): Buffer {
  const written = Buffer.allocUnsafe(part.length + ends.length);
  let [from, to] = [0, 0];
  for (const end of ends) {
    to += part.copy(written, to, from, end);
    to += CRLF.copy(written, to);
    from = end + 1;
  }
  part.copy(written, to, from);
  return written;
}

async function* safe(
  records: AsyncIterable<Buffer>,
  columns: readonly ProfiledColumn[],
  count: Count,
) {
  for await (const batch of splitRecords(records)) {
    count(batch.length);
    yield Buffer.concat(batch.flatMap((record) => [safeRecord(record, columns), CRLF]));
  }
}

function safeRecord(record: Buffer, columns: readonly ProfiledColumn[]): Buffer {
  const isSafe = boundsOf(record).every(([start, end], index) => {
    const column = columns[index];
    if (!column?.isText || start === end || !SUSPECT.has(firstByte(record, start))) return true;
    const text = cellAt(record, start, end);
    return guarded(text, column.header) === text;
  });
  if (isSafe) return record;
  const cells = cellsOf(record).map((text, index) => {
    const column = columns[index];
    return column?.isText ? guarded(text, column.header) : text;
  });
  return Buffer.from(recordOf(cells));
}

const QUOTE = 0x22;

function firstByte(record: Buffer, start: number): number {
  const byte = record[start] ?? 0;
  return byte === QUOTE ? (record[start + 1] ?? 0) : byte;
}

/**
 * Bytes with which a text may begin that has to be guarded: blanks, signs, digits, and all that
 * is not ASCII, for a sign of full width or a blank of another script begins with such a byte.
 */
const SUSPECT: ReadonlySet<number> = new Set([
  ...range(0x00, 0x20),
  ...Buffer.from('=+-@'),
  ...range(0x30, 0x39),
  ...range(0x80, 0xff),
]);

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
