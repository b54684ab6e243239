import type pg from 'pg';
import { readPaper } from '#libs/recording';
import { paperEntry } from '../format/entry-names.js';
import { spooledEntry } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';

/** @param papers digests in their order; one paper at a time is held in memory */
export async function paperEntries(
  client: pg.ClientBase,
  papers: readonly string[],
  folder: string,
): Promise<readonly PackEntry[]> {
  const entries: PackEntry[] = [];
  for (const sha256 of papers) {
    const spooled = await spooledEntry(sha256, [await readPaper(client, sha256)], folder);
    entries.push({ ...spooled, name: paperEntry(sha256) });
  }
  return entries;
}
