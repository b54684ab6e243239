import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { inlined } from './inlined.js';
import type { Statement } from './statement.js';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const FLAGS_BYTES = 4;
const NO_MORE_ROWS = -1;
const NO_VALUE = -1;

/** The columns of one row in PostgreSQL's binary form; null where there is no value. */
export type BinaryRow = readonly (Buffer | null)[];

/**
 * The rows of one bounded statement in binary form, whose values share one buffer: the driver itself
 * reads rows as text only, which for bytes is twice as long.
 */
export async function copyBinary(
  client: pg.ClientBase,
  statement: Statement,
): Promise<readonly BinaryRow[]> {
  const text = `copy (${inlined(statement)}) to stdout (format binary)`;
  const parts: Buffer[] = [];
  const stream: AsyncIterable<Buffer> = client.query(copyTo(text));
  for await (const part of stream) parts.push(part);
  return rowsIn(Buffer.concat(parts));
}

function rowsIn(bytes: Buffer): readonly BinaryRow[] {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE))
    throw new Error('COPY sent something else than its binary format.');
  let offset = SIGNATURE.length + FLAGS_BYTES;
  offset += 4 + bytes.readInt32BE(offset);
  const rows: BinaryRow[] = [];
  for (;;) {
    const columns = bytes.readInt16BE(offset);
    offset += 2;
    if (columns === NO_MORE_ROWS) return rows;
    const row: (Buffer | null)[] = [];
    for (let column = 0; column < columns; column += 1) {
      const length = bytes.readInt32BE(offset);
      offset += 4;
      row.push(length === NO_VALUE ? null : bytes.subarray(offset, offset + length));
      if (length !== NO_VALUE) offset += length;
    }
    rows.push(row);
  }
}
