import { randomBytes } from 'node:crypto';
import { hashOf } from '../keys/api-key.js';

export interface FeedSecret {
  readonly id: string;
  /** What proves an address to be one of this feed; shown once. */
  readonly secret: string;
  readonly hash: Buffer;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;
const SECRET = /^[\w-]{43}$/;
const ID = /^[a-f0-9]{12}$/;

export function newFeedSecret(): FeedSecret {
  const id = randomBytes(ID_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { id, secret, hash: hashOf(secret) };
}

/** Whether the parts of an address can be those of a feed. */
export function isFeedAddress(id: string, secret: string): boolean {
  return ID.test(id) && SECRET.test(secret);
}
