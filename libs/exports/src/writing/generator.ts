import { createRequire } from 'node:module';

const PACKAGE = createRequire(import.meta.url)('#manifest') as { readonly version: string };

/** What made an export, as its manifest says it. */
export const GENERATOR = { name: 'edict', version: PACKAGE.version } as const;
