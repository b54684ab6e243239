/** What a ZIP container says of an entry; `offset` is where its local header begins. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly crc32: number;
  readonly offset: number;
}

export const LOCAL_SIGNATURE = 0x04034b50;
export const LOCAL_BYTES = 30;
/** The extra field of a local header, where an entry has 4 GiB or more. */
export const LOCAL_EXTRA_BYTES = 20;
/** A value in a field of 32 bits that says: it stands in the extra field (zip64). */
export const ELSEWHERE = 0xffff_ffff;

const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END_64_SIGNATURE = 0x06064b50;
const LOCATOR_64_SIGNATURE = 0x07064b50;
const VERSION = 20;
const VERSION_64 = 45;
const MADE_ON_UNIX = 3 << 8;
const NAMES_ARE_UTF8 = 0x0800;
const STORED = 0;
/** 1980-01-01 00:00, the first moment there is: the time of packing must not change the bytes. */
const DOS_TIME = 0;
const DOS_DATE = (1 << 5) | 1;
const REGULAR_FILE_MODE = 0o100644;
const EXTRA_64 = 0x0001;
const END_64_REST_BYTES = 44;

/** The only local header of an entry (APPNOTE 4.3.7); the bytes of the entry follow. */
export function localHeader({ name, size, crc32 }: Omit<ZipEntry, 'offset'>): Buffer {
  const extra = extra64(isLarge(size) ? [size, size] : []);
  const fields = new Fields()
    .u32(LOCAL_SIGNATURE)
    .add(sharedFields(extra.length > 0, name, size, crc32, extra));
  return fields.add(Buffer.from(name, 'utf8')).add(extra).bytes();
}

/** Where the bytes of an entry begin. */
export function contentOffset(entry: ZipEntry): number {
  return entry.offset + localHeader(entry).length;
}

/** All that follows the last entry: the central directory and its end (APPNOTE 4.3.12 to 4.3.16). */
export function endOfZip(entries: readonly ZipEntry[], offset: number): Buffer {
  const directory = Buffer.concat(entries.map(centralHeader));
  return Buffer.concat([directory, endOfDirectory(entries.length, directory.length, offset)]);
}

function centralHeader({ name, size, crc32, offset }: ZipEntry): Buffer {
  const large = [...(isLarge(size) ? [size, size] : []), ...(isLarge(offset) ? [offset] : [])];
  const extra = extra64(large);
  const is64 = extra.length > 0;
  return new Fields()
    .u32(CENTRAL_SIGNATURE)
    .u16(MADE_ON_UNIX | (is64 ? VERSION_64 : VERSION))
    .add(sharedFields(is64, name, size, crc32, extra))
    .u16(0, 0, 0)
    .u32(REGULAR_FILE_MODE * 0x1_0000, field32(offset))
    .add(Buffer.from(name, 'utf8'))
    .add(extra)
    .bytes();
}

/** The fields that the local and the central header share, from the version on. */
function sharedFields(
  is64: boolean,
  name: string,
  size: number,
  crc32: number,
  extra: Buffer,
): Buffer {
  return new Fields()
    .u16(is64 ? VERSION_64 : VERSION, NAMES_ARE_UTF8, STORED, DOS_TIME, DOS_DATE)
    .u32(crc32, field32(size), field32(size))
    .u16(Buffer.byteLength(name, 'utf8'), extra.length)
    .bytes();
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const fields = new Fields();
  if (isLarge(offset) || isLarge(bytes)) {
    fields
      .u32(END_64_SIGNATURE)
      .u64(END_64_REST_BYTES)
      .u16(MADE_ON_UNIX | VERSION_64, VERSION_64)
      .u32(0, 0)
      .u64(count, count, bytes, offset)
      .u32(LOCATOR_64_SIGNATURE, 0)
      .u64(offset + bytes)
      .u32(1);
  }
  return fields
    .u32(END_SIGNATURE)
    .u16(0, 0, count, count)
    .u32(field32(bytes), field32(offset))
    .u16(0)
    .bytes();
}

function isLarge(value: number): boolean {
  return value >= ELSEWHERE;
}

function field32(value: number): number {
  return isLarge(value) ? ELSEWHERE : value;
}

function extra64(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.of();
  return new Fields()
    .u16(EXTRA_64, 8 * values.length)
    .u64(...values)
    .bytes();
}

/** Little-endian fields, one after another. */
class Fields {
  private readonly parts: Buffer[] = [];

  u16(...values: readonly number[]): this {
    for (const value of values) this.allocate(2).writeUInt16LE(value);
    return this;
  }

  u32(...values: readonly number[]): this {
    for (const value of values) this.allocate(4).writeUInt32LE(value);
    return this;
  }

  u64(...values: readonly number[]): this {
    for (const value of values) this.allocate(8).writeBigUInt64LE(BigInt(value));
    return this;
  }

  add(bytes: Buffer): this {
    this.parts.push(bytes);
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.parts);
  }

  private allocate(length: number): Buffer {
    const part = Buffer.alloc(length);
    this.parts.push(part);
    return part;
  }
}
