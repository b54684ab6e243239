import { createHash } from 'node:crypto';

const TILE_BITS = 8;

/** The hash of a leaf (RFC 9162, 2.1.1). */
export function leafHash(bytes: Buffer): Buffer {
  return sha256(0, bytes);
}

/** The root over hashes of leaves (RFC 9162, 2.1.1), by its definition and nothing faster. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const left = largestPowerBelow(leaves.length);
  return sha256(1, rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}

/** A node of C2SP tlog-tiles: the root over 256^level leaves. Undefined where it is not whole. */
export function nodeOf(leaves: readonly Buffer[], level: number, index: number) {
  const width = 2 ** (TILE_BITS * level);
  const covered = leaves.slice(index * width, (index + 1) * width);
  return covered.length === width ? rootOf(covered) : undefined;
}

function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function sha256(prefix: 0 | 1, ...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256').update(Buffer.of(prefix));
  for (const part of parts) hash.update(part);
  return hash.digest();
}
