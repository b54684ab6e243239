import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface ApiKey {
  readonly id: string;
  /** The whole key as the client sends it. */
  readonly text: string;
  readonly hash: Buffer;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;
const KEY = /^edict_([a-z0-9]{12})_[\w-]{43}$/;

/** A new key: `edict_<id>_<32 random bytes>`. The id finds it, the rest proves it. */
export function newApiKey(): ApiKey {
  const id = randomBytes(ID_BYTES).toString('hex');
  const text = `edict_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { id, text, hash: hashOf(text) };
}

/** The id in a key, or undefined for what cannot be one. */
export function idOf(text: string): string | undefined {
  return KEY.exec(text)?.[1];
}

export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** In a time that does not depend on where the two differ. */
export function matches(text: string, hash: Buffer): boolean {
  return timingSafeEqual(hashOf(text), hash);
}
