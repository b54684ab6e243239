import { hash } from 'node:crypto';

/** A SHA-256 value: exactly 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/** The root of the tree without leaves: SHA-256 of nothing (RFC 6962, 2.1). */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');

/** Where a prefix and what follows it are put together; longer leaves have a buffer of their own. */
const LEAF = Buffer.alloc(4_096, LEAF_PREFIX);
const NODE = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

/** The hash of a leaf: SHA-256(0x00 || bytes) (RFC 6962, 2.1). */
export function leafHash(bytes: Uint8Array): Hash {
  const length = 1 + bytes.length;
  const prefixed = length > LEAF.length ? Buffer.alloc(length, LEAF_PREFIX) : LEAF;
  prefixed.set(bytes, 1);
  return sha256(prefixed.subarray(0, length));
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
  NODE.set(left, 1);
  NODE.set(right, 1 + HASH_BYTES);
  return sha256(NODE);
}

/** By way of a text: to have a buffer made for each hash takes twice as long. */
function sha256(bytes: Uint8Array): Hash {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'binary');
}
