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
 * The bytes of those entries that the archive has, by name.
 * @throws UnreadableFile `truncated-zip`, `zip-bomb`
 */
export async function zipEntries(
  bytes: Buffer,
  names: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await readable(() => fromBufferPromise(bytes, { lazyEntries: true }));
  const contents = new Map<string, Buffer>();
  for (const entry of await readable(() => findEntries(zip, names))) {
    contents.set(entry.fileName, await readable(() => contentOf(zip, entry)));
  }
  return contents;
}

async function findEntries(zip: ZipFile, names: readonly string[]): Promise<readonly Entry[]> {
  if (zip.entryCount > ZIP_ENTRIES_MAX) {
    throw bomb(`has ${zip.entryCount} entries, at most ${ZIP_ENTRIES_MAX} are read`);
  }
  const found: Entry[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize;
    checkSizes(entry, total);
    if (names.includes(entry.fileName)) found.push(entry);
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
    throw new UnreadableFile('truncated-zip', `The archive is damaged: ${finding}`);
  }
}
