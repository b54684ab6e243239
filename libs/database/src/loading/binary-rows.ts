const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const START_BYTES = 64 * 1024;
/** No character of JavaScript takes more bytes in UTF-8. */
const CHARACTER_BYTES_MAX = 3;

const TWO_TO_32 = 2 ** 32;
const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const INT8 = 20;
const TEXT = 25;
const INFINITY = 2n ** 63n - 1n;
const MINUS_INFINITY = -(2n ** 63n);

/**
 * Rows as `COPY ... (format binary)` takes them: nothing is escaped, and the server need not read
 * numbers and times out of texts. What a column is given must be of that column's very type.
 */
export class BinaryRows {
  private buffer = Buffer.allocUnsafe(START_BYTES);
  private end = SIGNATURE.copy(this.buffer);

  /** Bytes that wait to be taken. */
  get size(): number {
    return this.end;
  }

  /** Begins a row of so many columns, each of which is then given in order. */
  row(columns: number): this {
    this.reserve(2);
    this.end = this.buffer.writeInt16BE(columns, this.end);
    return this;
  }

  text(value: string | undefined): this {
    if (value === undefined) return this.nothing();
    this.reserve(4 + value.length * CHARACTER_BYTES_MAX);
    const bytes = this.buffer.write(value, this.end + 4);
    this.end = this.buffer.writeInt32BE(bytes, this.end) + bytes;
    return this;
  }

  integer(value: number): this {
    this.sized(4);
    this.end = this.buffer.writeInt32BE(value, this.end);
    return this;
  }

  boolean(value: boolean): this {
    this.sized(1);
    this.end = this.buffer.writeUInt8(value ? 1 : 0, this.end);
    return this;
  }

  bigint(value: number): this {
    this.sized(8);
    this.int8(value);
    return this;
  }

  /** A `timestamptz`, from milliseconds since 1970. */
  instant(ms: number | undefined): this {
    if (ms === undefined) return this.nothing();
    this.sized(8);
    const microseconds = (ms - EPOCH_MS) * 1_000;
    if (Number.isSafeInteger(microseconds)) this.int8(microseconds);
    else this.end = this.buffer.writeBigInt64BE(farInstant(ms), this.end);
    return this;
  }

  /** A `date`, from `YYYY-MM-DD`. */
  day(day: string | undefined): this {
    return day === undefined ? this.nothing() : this.integer(daysOf(day));
  }

  bigints(values: readonly number[]): this {
    this.list(INT8, values, (value) => this.bigint(value));
    return this;
  }

  texts(values: readonly string[]): this {
    this.list(TEXT, values, (value) => this.text(value));
    return this;
  }

  /** What was written since the last call. */
  take(): Buffer {
    const taken = this.buffer.subarray(0, this.end);
    this.buffer = Buffer.allocUnsafe(this.buffer.length);
    this.end = 0;
    return taken;
  }

  /** As `take`, and no row may follow. */
  finish(): Buffer {
    return Buffer.concat([this.take(), TRAILER]);
  }

  private nothing(): this {
    this.reserve(4);
    this.end = this.buffer.writeInt32BE(-1, this.end);
    return this;
  }

  private sized(bytes: number): void {
    this.reserve(4 + bytes);
    this.end = this.buffer.writeInt32BE(bytes, this.end);
  }

  private int8(value: number): void {
    const high = Math.floor(value / TWO_TO_32);
    this.end = this.buffer.writeInt32BE(high, this.end);
    this.end = this.buffer.writeUInt32BE(value - high * TWO_TO_32, this.end);
  }

  /** Dimensions, whether something is null, type; then the length and lowest index of the one. */
  private list<Value>(
    type: number,
    values: readonly Value[],
    write: (value: Value) => unknown,
  ): void {
    this.sized(0);
    const start = this.end;
    const head = values.length === 0 ? [0, 0, type] : [1, 0, type, values.length, 1];
    this.reserve(4 * head.length);
    for (const part of head) this.end = this.buffer.writeInt32BE(part, this.end);
    for (const value of values) write(value);
    this.buffer.writeInt32BE(this.end - start, start - 4);
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.end + bytes));
    this.buffer.copy(larger, 0, 0, this.end);
    this.buffer = larger;
  }
}

/** Further from 2000 than a double can count microseconds, or nowhere. */
function farInstant(ms: number): bigint {
  if (Number.isFinite(ms)) return BigInt(ms - EPOCH_MS) * 1_000n;
  return ms > 0 ? INFINITY : MINUS_INFINITY;
}

function daysOf(day: string): number {
  return (Date.parse(day) - EPOCH_MS) / DAY_MS;
}
