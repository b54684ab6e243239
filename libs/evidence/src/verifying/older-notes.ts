import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NOTE_BYTES_MAX } from '#libs/merkle';
import { WrongUse } from './errors.js';
import type { OlderNote } from './trust-roots.js';

/**
 * The signed checkpoints in files, or in folders of anchors.
 * @throws WrongUse for a path without any
 */
export async function readOlderNotes(paths: readonly string[]): Promise<readonly OlderNote[]> {
  return (await Promise.all(paths.map(notesAt))).flat();
}

async function notesAt(path: string): Promise<readonly OlderNote[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new WrongUse(`There is no file ${path}.`);
  if (!found.isDirectory()) return [await noteIn(path)];
  const names = (await readdir(path)).filter((name) => name.endsWith('.checkpoint')).sort();
  if (names.length === 0) throw new WrongUse(`The folder ${path} has no checkpoints.`);
  return Promise.all(names.map((name) => noteIn(join(path, name))));
}

async function noteIn(path: string): Promise<OlderNote> {
  const { size } = await stat(path);
  if (size > NOTE_BYTES_MAX) throw new WrongUse(`The file ${path} is no checkpoint: too long.`);
  return { note: await readFile(path), where: path };
}
