import { createRequire } from 'node:module';

const MANIFEST = createRequire(import.meta.url)('#manifest') as { readonly version: string };

/** Of Edict: whatever is written for others says which one wrote it. */
export const VERSION = MANIFEST.version;
