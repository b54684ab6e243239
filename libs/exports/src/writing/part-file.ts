import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '#libs/runtime';
import type { WrittenFile } from './manifest.js';

const PART = '.part';

/**
 * Writes a file under another name and gives it its own once it is on the disk: whoever sees the
 * name sees the whole file. Nothing is left where it fails.
 */
export async function writeWhole(
  folder: string,
  name: string,
  parts: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<WrittenFile> {
  const path = join(folder, name);
  const part = path + PART;
  try {
    const written = await writePart(part, parts);
    await rename(part, path);
    await syncFolder(folder);
    return { name, ...written };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function writePart(path: string, parts: AsyncIterable<Buffer> | Iterable<Buffer>) {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'w');
  try {
    for await (const part of parts) {
      hash.update(part);
      bytes += part.length;
      await file.writeFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}
