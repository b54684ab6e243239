import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.js';

/** Puts a file in place whole, or leaves what was there; durable when it resolves. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const draft = await drafted(path, text, mode);
  await rename(draft, path);
  // Without this a crash of the machine could bring the former file back.
  await syncFolder(dirname(path));
}

/**
 * Puts a file in place whole where there is none, and returns the text that is there, durable when
 * it resolves: of several processes at once all have the same.
 */
export async function placeFile(path: string, text: string, mode: number): Promise<string> {
  const draft = await drafted(path, text, mode);
  const placed = await linked(draft, path, text);
  // What rests on the file may outlive a crash of the machine, so the file has to.
  await syncFolder(dirname(path));
  return placed;
}

async function linked(draft: string, path: string, text: string): Promise<string> {
  try {
    await link(draft, path);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return await readFile(path, 'utf8');
  } finally {
    await rm(draft);
  }
}

async function drafted(path: string, text: string, mode: number): Promise<string> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
    return draft;
  } catch (error) {
    await rm(draft);
    throw error;
  } finally {
    await file.close();
  }
}
