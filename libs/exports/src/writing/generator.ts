import { VERSION } from '#libs/runtime';

/** What made an export, as its manifest says it. */
export const GENERATOR = { name: 'edict', version: VERSION } as const;
