import { fromBufferPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { UnreadableFile } from './unreadable-file.js';

export const ZIP_ENTRIES_MAX = 1_000;
/** All entries together, as the directory declares them; yauzl holds each entry to its word. */
export const ZIP_TOTAL_BYTES_MAX = 128 * 1024 * 1024;
/** Real lists compress up to thirtyfold. */
export const ZIP_RATIO_MAX = 200;

const LOCAL_FILE_SIGNATURE = Buffer.from('PK\u0003\u0004', 'latin1');

export function looksLikeZip(bytes: Buffer): boolean {
  return bytes.subarray(0, LOCAL_FILE_SIGNATURE.length).equals(LOCAL_FILE_SIGNATURE);
}

/**
 * The bytes of one entry, or nothing where the archive has no such entry.
 * @throws UnreadableFile `truncated-zip`, `zip-bomb`
 */
export async function zipEntry(bytes: Buffer, name: string): Promise<Buffer | undefined> {
  const zip = await readable(() => fromBufferPromise(bytes, { lazyEntries: true }));
  const entry = await readable(() => findEntry(zip, name));
  return entry === undefined ? undefined : readable(() => contentOf(zip, entry));
}

async function findEntry(zip: ZipFile, name: string): Promise<Entry | undefined> {
  if (zip.entryCount > ZIP_ENTRIES_MAX) {
    throw bomb(`has ${zip.entryCount} entries, at most ${ZIP_ENTRIES_MAX} are read`);
  }
  let found: Entry | undefined;
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    checkSizes(entry, total);
    if (entry.fileName === name) found = entry;
  }
  return found;
}

function checkSizes(entry: Entry, total: number): void {
  if (total > ZIP_TOTAL_BYTES_MAX) {
    throw bomb(`unpacks to more than ${ZIP_TOTAL_BYTES_MAX} bytes`);
  }
  if (entry.uncompressedSize > ZIP_RATIO_MAX * Math.max(entry.compressedSize, 1)) {
    throw bomb(`has an entry that unpacks to more than ${ZIP_RATIO_MAX} times its size`);
  }
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function bomb(finding: string): UnreadableFile {
  return new UnreadableFile('zip-bomb', `The archive ${finding}.`);
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const finding = error instanceof Error ? error.message : String(error);
    throw new UnreadableFile('truncated-zip', `The archive is damaged: ${finding}.`);
  }
}
