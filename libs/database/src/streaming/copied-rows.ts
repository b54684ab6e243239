const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const FLAGS_BYTES = 4;
const NO_MORE_ROWS = -1;
const NO_VALUE = -1;

/** The columns of one row in PostgreSQL's binary form; null where there is no value. */
export type BinaryRow = readonly (Buffer | null)[];

/**
 * What `COPY ... (format binary)` sent, row by row: where each column of the current row stands in
 * the bytes, without an object for any of them.
 */
export class CopiedRows {
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  private columns = 0;
  private offset: number;

  /** @throws Error for anything else */
  constructor(readonly bytes: Buffer) {
    if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) {
      throw new Error('COPY sent something else than its binary format.');
    }
    const afterFlags = SIGNATURE.length + FLAGS_BYTES;
    this.offset = afterFlags + 4 + bytes.readInt32BE(afterFlags);
  }

  /** Goes on to the next row; false where there is none. */
  next(): boolean {
    const columns = this.bytes.readInt16BE(this.offset);
    if (columns === NO_MORE_ROWS) return false;
    this.columns = columns;
    let at = this.offset + 2;
    for (let column = 0; column < columns; column += 1) {
      const length = this.bytes.readInt32BE(at);
      at += 4;
      this.starts[column] = at;
      this.lengths[column] = length;
      if (length !== NO_VALUE) at += length;
    }
    this.offset = at;
    return true;
  }

  /** Where a column of the current row begins. */
  startOf(column: number): number {
    return this.starts[column] ?? 0;
  }

  /** How many bytes it has; none where there is no value. */
  lengthOf(column: number): number {
    return Math.max(this.lengths[column] ?? 0, 0);
  }

  /** The current row. */
  row(): BinaryRow {
    const row: (Buffer | null)[] = [];
    for (let column = 0; column < this.columns; column += 1) {
      row.push(this.lengths[column] === NO_VALUE ? null : this.value(column));
    }
    return row;
  }

  /** The bytes of a column of the current row. */
  value(column: number): Buffer {
    const start = this.startOf(column);
    return this.bytes.subarray(start, start + this.lengthOf(column));
  }
}
