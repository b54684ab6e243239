import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTRY } from '../format/entry-names.js';
import { measuredEntry } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';

/** The verifier in one file, as `npm run build` writes it. */
export function verifierFile(): string {
  const top = fileURLToPath(new URL('../../../..', import.meta.url));
  const built = basename(top) === 'dist' ? top : join(top, 'dist');
  return join(built, ENTRY.verifier);
}

/** @throws where the project is not built */
export function verifierEntry(): Promise<PackEntry> {
  return measuredEntry(ENTRY.verifier, () => createReadStream(verifierFile()));
}
