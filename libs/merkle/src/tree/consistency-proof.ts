import { ProofRefused } from '../errors.js';
import { EMPTY_ROOT, HASH_BYTES, nodeHash } from '../hash.js';
import type { Hash } from '../hash.js';
import { checkSize, leftLeaves, parentIndex, subtreeHashes } from './subtree.js';
import type { LeafRange, ReadNodes } from './subtree.js';
import type { TreeHead } from './tree-head.js';

/**
 * The hashes that show that the tree of the first `to` leaves begins with the tree of the first
 * `from` (RFC 6962, 2.1.2); none where both are equal or the first is empty.
 * @throws RangeError unless 0 <= from <= to
 */
export async function proveConsistency(
  from: number,
  to: number,
  readNodes: ReadNodes,
): Promise<readonly Hash[]> {
  checkSize(from);
  checkSize(to);
  if (from > to) throw new RangeError(`A tree of ${to} does not begin with one of ${from}.`);
  return subtreeHashes(from === 0 ? [] : subproof(from, to), readNodes);
}

/** SUBPROOF(m, D[n], b): what both trees share, and what the later one has beside it. */
function subproof(from: number, to: number): readonly LeafRange[] {
  const path: LeafRange[] = [];
  let [start, end] = [0, to];
  while (end !== from) {
    const middle = start + leftLeaves(end - start);
    if (from <= middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  // The verifier knows the older tree's own root, so only another subtree is spelled out.
  if (start !== 0) path.push({ start, end });
  return path.reverse();
}

/**
 * Returns if the proof shows that the later tree begins with all leaves of the earlier one.
 * @throws ProofRefused
 */
export function verifyConsistency(from: TreeHead, to: TreeHead, proof: readonly Hash[]): void {
  for (const { size } of [from, to]) {
    if (!Number.isSafeInteger(size) || size < 0) throw new ProofRefused(`${size} is no size`);
  }
  if (from.size > to.size) throw new ProofRefused(`${to.size} leaves cannot hold ${from.size}`);
  if ([from.root, to.root, ...proof].some(({ length }) => length !== HASH_BYTES)) {
    throw new ProofRefused(`a hash has not ${HASH_BYTES} bytes`);
  }
  if (from.size === 0 || from.size === to.size) refuseUnlessTrivial(from, to, proof);
  else refuseUnlessBoth(from, to, proof);
}

/** An empty tree is in every tree, and a tree in itself, without any proof. */
function refuseUnlessTrivial(from: TreeHead, to: TreeHead, proof: readonly Hash[]): void {
  if (proof.length > 0) throw new ProofRefused('nothing is to be shown, and it has hashes');
  const known = from.size === 0 ? EMPTY_ROOT : to.root;
  if (!from.root.equals(known)) throw new ProofRefused('the earlier root is another one');
  if (to.size === 0 && !to.root.equals(EMPTY_ROOT)) {
    throw new ProofRefused('the later root is another one');
  }
}

/** The algorithm of RFC 9162, 2.1.4.2, whose names it keeps. */
function refuseUnlessBoth(from: TreeHead, to: TreeHead, proof: readonly Hash[]): void {
  const [c0, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof;
  if (proof.length === 0 || c0 === undefined) throw new ProofRefused('it has no hashes');
  let [fn, sn] = [from.size - 1, to.size - 1];
  while (fn % 2 === 1) [fn, sn] = [parentIndex(fn), parentIndex(sn)];
  let [fr, sr] = [c0, c0];
  for (const c of rest) {
    if (sn === 0) throw new ProofRefused('it has more hashes than the tree has levels');
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(c, fr), nodeHash(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [parentIndex(fn), parentIndex(sn)];
    } else {
      sr = nodeHash(sr, c);
    }
    [fn, sn] = [parentIndex(fn), parentIndex(sn)];
  }
  if (sn !== 0) throw new ProofRefused('it has fewer hashes than the tree has levels');
  if (!fr.equals(from.root)) throw new ProofRefused('it leads to another earlier root');
  if (!sr.equals(to.root)) throw new ProofRefused('it leads to another later root');
}

function isPowerOfTwo(size: number): boolean {
  return size === leftLeaves(size + 1);
}
