import type { ProblemCode } from './problem-code.js';

/** Codes of browsers that are signed in. */
export const SESSION_CODES = {
  'cross-site': {
    status: 403,
    title: 'The request comes from a page of another site',
    meaning:
      'A browser sends its session with requests of pages of this server only. Programs send a key.',
  },
  'too-many-sign-in-links': {
    status: 409,
    title: 'The key has as many sign-in links as it may have',
    meaning: 'At most 20 sign-in links of a key stand at once. Each ends after 15 minutes.',
  },
  'invalid-sign-in-link': {
    status: 422,
    title: 'The link signs nobody in',
    meaning: 'A sign-in link works once and for 15 minutes, and as long as its key stands.',
  },
} as const satisfies Readonly<Record<string, ProblemCode>>;
