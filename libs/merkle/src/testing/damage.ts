import type { Hash } from '../index.js';

const STRANGER = Buffer.alloc(32, 0xab);

/** The hash with one bit flipped. */
export function flipped(hash: Hash, bit: number): Hash {
  const copy = Buffer.from(hash);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
}

/** Each way to damage a proof: a bit, a hash cut, shortened, doubled, swapped or put in. */
export function* damaged(proof: readonly Hash[], bit: number): Generator<readonly Hash[]> {
  for (const [at, hash] of proof.entries()) {
    yield proof.with(at, flipped(hash, bit));
    yield proof.with(at, hash.subarray(1));
    yield proof.toSpliced(at, 1);
    yield proof.toSpliced(at, 0, hash);
    yield proof.toSpliced(at, 0, STRANGER);
    const next = proof[at + 1];
    if (next !== undefined) yield proof.with(at, next).with(at + 1, hash);
  }
  yield [...proof, STRANGER];
  if (proof.length > 0) yield [];
}
