import { Malformed } from '../errors.js';

/** An entry's length is written in 16 bits (C2SP tlog-tiles). */
export const ENTRY_BYTES_MAX = 65_535;
const LENGTH_BYTES = 2;

/**
 * The entries, each after its length as a big-endian uint16 (C2SP tlog-tiles).
 * @throws RangeError for an entry of more than 65,535 bytes
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(entries.flatMap((entry) => [lengthOf(entry), entry]));
}

function lengthOf({ length }: Uint8Array): Buffer {
  if (length > ENTRY_BYTES_MAX) {
    throw new RangeError(`An entry has at most ${ENTRY_BYTES_MAX} bytes.`);
  }
  const prefix = Buffer.alloc(LENGTH_BYTES);
  prefix.writeUInt16BE(length);
  return prefix;
}

/**
 * Exactly `width` entries, and nothing behind them.
 * @throws Malformed
 */
export function decodeEntryBundle(bundle: Uint8Array, width: number): readonly Buffer[] {
  const bytes = Buffer.from(bundle);
  const entries: Buffer[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + LENGTH_BYTES > bytes.length) throw cut();
    const start = offset + LENGTH_BYTES;
    offset = start + bytes.readUInt16BE(offset);
    if (offset > bytes.length) throw cut();
    entries.push(bytes.subarray(start, offset));
  }
  if (entries.length === width) return entries;
  throw new Malformed('entry bundle', `it has ${entries.length} entries, not ${width}`);
}

function cut(): Malformed {
  return new Malformed('entry bundle', 'its last entry is cut');
}
