import { setImmediate as breathe } from 'node:timers/promises';
import type { PackText } from '../contents/pack-contents.js';
import { CHUNK_BYTES_MAX } from '../format/limits.js';
import { spooledEntry } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';

/** Writes each text once to the folder. */
export async function textEntries(
  texts: readonly PackText[],
  folder: string,
): Promise<readonly PackEntry[]> {
  const entries: PackEntry[] = [];
  for (const { name, pieces } of texts) {
    entries.push(await spooledEntry(name, inChunks(pieces()), folder));
  }
  return entries;
}

/** Lines are short; written one by one they would take long. Others are served in between. */
async function* inChunks(pieces: Iterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_BYTES_MAX) continue;
    yield chunk;
    chunk = '';
    await breathe();
  }
  if (chunk !== '') yield chunk;
}
