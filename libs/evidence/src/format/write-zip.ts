import { ENTRIES_MAX, NAME_BYTES_MAX } from './limits.js';
import { Measure } from './measure.js';
import { bytesOf } from './pack-entry.js';
import type { PackEntry } from './pack-entry.js';
import { endOfZip, localHeader } from './zip-headers.js';
import type { ZipEntry } from './zip-headers.js';

/**
 * The bytes of a ZIP container with these entries, of which each byte is determined by their names
 * and contents: stored, without times, attributes of a machine, or anything between or behind them.
 * @throws RangeError for more entries or longer names than there may be, and for an entry whose
 * bytes are no longer those that were measured: what was given out until then is no container
 */
export async function* zipBytes(
  entries: Iterable<PackEntry> | AsyncIterable<PackEntry>,
): AsyncGenerator<Uint8Array, void> {
  const written: ZipEntry[] = [];
  let offset = 0;
  for await (const entry of entries) {
    checkEntry(entry, written.length);
    const header = localHeader(entry);
    yield header;
    yield* contentOf(entry);
    const { name, size, crc32 } = entry;
    written.push({ name, size, crc32, offset });
    offset += header.length + size;
  }
  yield endOfZip(written, offset);
}

function checkEntry({ name }: PackEntry, before: number): void {
  if (before >= ENTRIES_MAX) throw new RangeError(`A pack has at most ${ENTRIES_MAX} entries.`);
  if (Buffer.byteLength(name, 'utf8') > NAME_BYTES_MAX) {
    throw new RangeError(`The name of an entry has at most ${NAME_BYTES_MAX} bytes.`);
  }
}

async function* contentOf(entry: PackEntry): AsyncGenerator<Uint8Array, void> {
  const measure = new Measure();
  for await (const chunk of entry.read()) {
    const bytes = bytesOf(chunk);
    measure.take(bytes);
    yield bytes;
  }
  const { size, sha256 } = measure.end();
  if (size !== entry.size || sha256 !== entry.sha256) {
    throw new RangeError(`The bytes of ${entry.name} changed after they were measured.`);
  }
}
