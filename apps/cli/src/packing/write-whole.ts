import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CannotRun } from '#libs/runtime';

export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
  /** In lower-case hex. */
  readonly sha256: string;
}

/** @throws CannotRun where there is something of that name already */
export async function refuseExisting(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) throw new CannotRun(`There is a file ${path} already.`);
}

/** A file that is there whole, and on the disk, or not at all; `.part` is what it is called before. */
export async function writeWhole(path: string, content: Readable): Promise<WrittenFile> {
  const part = `${path}.part`;
  const sha256 = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(part, 'w').catch(cannotWrite(path));
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        sha256.update(chunk);
        bytes += chunk.length;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    content.destroy();
    await rm(part, { force: true });
    throw error;
  }
  return { file: path, bytes, sha256: sha256.digest('hex') };
}

function cannotWrite(path: string) {
  return (error: unknown): never => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`${path} cannot be written: ${why}`, { cause: error });
  };
}
