import { hash } from 'node:crypto';

/** A SHA-256 value: exactly 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** The root of the tree without leaves: SHA-256 of nothing (RFC 6962, 2.1). */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');

/** The hash of a leaf: SHA-256(0x00 || bytes) (RFC 6962, 2.1). */
export function leafHash(bytes: Uint8Array): Hash {
  const prefixed = Buffer.allocUnsafe(1 + bytes.length);
  prefixed[0] = LEAF_PREFIX;
  prefixed.set(bytes, 1);
  return hash('sha256', prefixed, 'buffer');
}

/**
 * The hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962, 2.1).
 * @throws RangeError where one of the two is no hash
 */
export function nodeHash(left: Hash, right: Hash): Hash {
  // Two lengths that add up to 64 would make another tree with the same root.
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
    throw new RangeError(`A hash has ${HASH_BYTES} bytes.`);
  }
  const prefixed = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  prefixed[0] = NODE_PREFIX;
  prefixed.set(left, 1);
  prefixed.set(right, 1 + HASH_BYTES);
  return hash('sha256', prefixed, 'buffer');
}
