import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MANIFEST = join('data', 'packs.json');

/** Where a file of `data/` lies, seen from the sources as from the build. */
export function shippedPath(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, MANIFEST))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('The folder data/ is missing from this installation.');
    folder = above;
  }
  return join(folder, 'data', name);
}
