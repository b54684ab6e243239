import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { removeAbandoned } from '#libs/evidence';
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

/**
 * A file that is there whole, and on the disk, or not at all. Before, it is called `.part` and after
 * its process: of two that write one file neither writes into what is the other's.
 * @throws CannotRun where it cannot be begun, or another has come first
 */
export async function writeWhole(path: string, content: Readable): Promise<WrittenFile> {
  const part = `${path}.${process.pid}.part`;
  const sha256 = createHash('sha256');
  let bytes = 0;
  try {
    await removeAbandoned(dirname(path), (name) => processOfPart(name, basename(path)));
    const file = await open(part, 'wx').catch(cannotWrite(path));
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
    await refuseExisting(path);
    await rename(part, path);
  } catch (error) {
    content.destroy();
    await rm(part, { force: true });
    throw error;
  }
  return { file: path, bytes, sha256: sha256.digest('hex') };
}

function processOfPart(name: string, file: string): string | undefined {
  const [before, after] = [`${file}.`, '.part'];
  const isPart = name.startsWith(before) && name.endsWith(after);
  return isPart ? /^\d+$/.exec(name.slice(before.length, -after.length))?.[0] : undefined;
}

function cannotWrite(path: string) {
  return (error: unknown): never => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`${path} cannot be written: ${why}`, { cause: error });
  };
}
