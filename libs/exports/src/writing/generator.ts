/** What made an export, as its manifest says it. */
export const GENERATOR = { name: 'edict', version: '0.1.0' } as const;
