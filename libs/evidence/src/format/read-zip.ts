import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { CHUNK_BYTES_MAX, ENTRIES_MAX, NAME_BYTES_MAX } from './limits.js';
import { AlteredEntry, MalformedPack } from './malformed-pack.js';
import {
  contentOffset,
  ELSEWHERE,
  endOfZip,
  LOCAL_BYTES,
  LOCAL_EXTRA_BYTES,
  LOCAL_SIGNATURE,
  localHeader,
} from './zip-headers.js';
import type { ZipEntry } from './zip-headers.js';

const AT = { signature: 0, crc32: 14, size: 18, nameLength: 26, extraSize: 4 } as const;

/**
 * A ZIP container that has exactly the bytes that `zipBytes` would have given out: whatever a header
 * says is written anew from it and compared, so that no byte of it can say a second thing.
 */
export class ZipFile {
  private constructor(
    private readonly file: FileHandle,
    readonly entries: readonly ZipEntry[],
  ) {}

  /** @throws MalformedPack; and what the file system has to say */
  static async open(path: string): Promise<ZipFile> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return new ZipFile(file, await readEntries(file, size));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * The bytes of an entry.
   * @throws AlteredEntry behind the last of them, where they are not those of its checksum
   */
  async *read(entry: ZipEntry): AsyncGenerator<Buffer, void> {
    const start = contentOffset(entry);
    let crc = 0;
    for (let done = 0; done < entry.size;) {
      const chunk = await readAt(
        this.file,
        start + done,
        Math.min(CHUNK_BYTES_MAX, entry.size - done),
      );
      crc = crc32(chunk, crc);
      done += chunk.length;
      yield chunk;
    }
    if (crc !== entry.crc32) throw new AlteredEntry(entry.name, 'their checksum is another');
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

async function readEntries(file: FileHandle, fileSize: number): Promise<readonly ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (;;) {
    const entry = await readLocalHeader(file, offset, fileSize);
    if (entry === undefined) break;
    if (entries.length >= ENTRIES_MAX) throw new MalformedPack('it has too many entries');
    entries.push(entry);
    offset = contentOffset(entry) + entry.size;
  }
  const end = endOfZip(entries, offset);
  if (fileSize !== offset + end.length) {
    throw new MalformedPack('it does not end where its entries do');
  }
  if (!(await readAt(file, offset, end.length)).equals(end)) {
    throw new MalformedPack('its directory is not that of its entries');
  }
  return entries;
}

/** The entry whose header begins there; undefined where no header does. */
async function readLocalHeader(
  file: FileHandle,
  offset: number,
  fileSize: number,
): Promise<ZipEntry | undefined> {
  const longest = LOCAL_BYTES + NAME_BYTES_MAX + LOCAL_EXTRA_BYTES;
  const found = await readAt(file, offset, Math.min(longest, fileSize - offset));
  if (found.length < LOCAL_BYTES) return undefined;
  if (found.readUInt32LE(AT.signature) !== LOCAL_SIGNATURE) return undefined;
  const nameLength = found.readUInt16LE(AT.nameLength);
  const nameEnd = LOCAL_BYTES + nameLength;
  if (nameLength > NAME_BYTES_MAX) throw new MalformedPack('the name of an entry is too long');
  const name = found.toString('utf8', LOCAL_BYTES, nameEnd);
  const entry = { name, size: sizeIn(found, nameEnd), crc32: found.readUInt32LE(AT.crc32), offset };
  const header = localHeader(entry);
  if (!found.subarray(0, header.length).equals(header)) {
    throw new MalformedPack(`the header of its entry ${JSON.stringify(name)} is not as it must be`);
  }
  if (offset + header.length + entry.size > fileSize) {
    throw new MalformedPack(`its entry ${JSON.stringify(name)} is cut`);
  }
  return entry;
}

function sizeIn(found: Buffer, nameEnd: number): number {
  const size = found.readUInt32LE(AT.size);
  if (size !== ELSEWHERE) return size;
  if (found.length < nameEnd + LOCAL_EXTRA_BYTES) throw new MalformedPack('a header is cut');
  const large = Number(found.readBigUInt64LE(nameEnd + AT.extraSize));
  if (!Number.isSafeInteger(large)) throw new MalformedPack('the size of an entry is none');
  return large;
}

/** Exactly so many bytes. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw new MalformedPack('it is cut');
    done += bytesRead;
  }
  return buffer;
}
