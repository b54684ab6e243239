import { checkEntryOrder, ENTRY } from './entry-names.js';
import { formatManifest, PACK_FORMAT } from './manifest.js';
import type { PackManifest } from './manifest.js';
import { entryOf } from './pack-entry.js';
import type { PackEntry } from './pack-entry.js';
import { formatSums } from './sha256-sums.js';
import { zipBytes } from './write-zip.js';

/** What the manifest says beside the list of files. */
export type AboutPack = Omit<PackManifest, 'format' | 'files'>;

/**
 * The bytes of a pack: the entries given, which are in their order, then the manifest and the sums.
 * The same entries give the same bytes.
 * @throws MalformedPack where an entry has no place in a pack, before the first byte
 */
export function packBytes(
  entries: readonly PackEntry[],
  about: AboutPack,
): AsyncGenerator<Uint8Array, void> {
  const files = entries.map(({ name, size, sha256 }) => ({ name, bytes: size, sha256 }));
  const manifest = entryOf(
    ENTRY.manifest,
    formatManifest({ format: PACK_FORMAT, ...about, files }),
  );
  const sums = entryOf(ENTRY.sums, formatSums([...entries, manifest]));
  const all = [...entries, manifest, sums];
  checkEntryOrder(all.map(({ name }) => name));
  return zipBytes(all);
}
