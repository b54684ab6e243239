import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { NOTE_BYTES_MAX } from '#libs/merkle';
import { WrongUse } from './errors.js';
import type { OlderNote } from './trust-roots.js';

/**
 * The signed checkpoints in files, or in folders of anchors.
 * @throws WrongUse for a path without any
 */
export async function readOlderNotes(paths: readonly string[]): Promise<readonly OlderNote[]> {
  const notes: OlderNote[] = [];
  for (const path of paths) notes.push(...(await notesAt(path)));
  return notes;
}

async function notesAt(path: string): Promise<readonly OlderNote[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new WrongUse(`There is no file ${path}.`);
  if (!found.isDirectory()) return [await noteIn(path)];
  const names = (await readdir(path)).filter((name) => name.endsWith('.checkpoint')).sort();
  if (names.length === 0) throw new WrongUse(`The folder ${path} has no checkpoints.`);
  const notes: OlderNote[] = [];
  // One after another: anchors of years are more files than may be open at a time.
  for (const name of names) notes.push(await noteIn(join(path, name)));
  return notes;
}

/** A pipe or a device tells no size, and may have no end. */
async function noteIn(path: string): Promise<OlderNote> {
  const note = await buffer(createReadStream(path, { end: NOTE_BYTES_MAX }));
  if (note.length <= NOTE_BYTES_MAX) return { note, where: path };
  throw new WrongUse(`The file ${path} is no checkpoint: too long.`);
}
