import type { ProblemCode } from './problem-code.js';

/** Codes of webhooks and what they are told. */
export const WEBHOOK_CODES = {
  'too-many-webhooks': {
    status: 409,
    title: 'There are as many webhooks as there may be',
    meaning: 'At most 100 webhooks stand at once. Delete one that nobody needs.',
  },
  'too-many-aside': {
    status: 409,
    title: 'As many tests and repeated messages wait as may wait',
    meaning:
      'At most 20 tests, and messages that are told again, wait for one webhook. Come again once they are told; its deliveries say what becomes of them.',
  },
  'invalid-webhook': {
    status: 422,
    title: 'The webhook cannot be made as it is asked for',
    meaning:
      'Its address is none that may be called: `EDICT_OUTBOUND_ALLOW` names what may be. `errors` points at it.',
  },
} as const satisfies Readonly<Record<string, ProblemCode>>;
