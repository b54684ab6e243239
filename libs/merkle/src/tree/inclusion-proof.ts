import { ProofRefused } from '../errors.js';
import { HASH_BYTES, nodeHash } from '../hash.js';
import type { Hash } from '../hash.js';
import { checkSize, leftLeaves, parentIndex, subtreeHashes } from './subtree.js';
import type { LeafRange, ReadNodes } from './subtree.js';
import type { TreeHead } from './tree-head.js';

/**
 * The hashes that lead from a leaf to the root of the tree of the first `size` leaves, from the
 * leaf's sibling upwards (RFC 6962, 2.1.1). `index` counts leaves from 0.
 * @throws RangeError where the tree has no such leaf
 */
export async function proveInclusion(
  index: number,
  size: number,
  readNodes: ReadNodes,
): Promise<readonly Hash[]> {
  checkSize(size);
  if (!isLeafOf(index, size)) throw new RangeError(`A tree of ${size} has no leaf ${index}.`);
  return subtreeHashes(siblings(index, size), readNodes);
}

/** PATH(m, D[n]): at each division the half without the leaf, the lowest first. */
function siblings(index: number, size: number): readonly LeafRange[] {
  const path: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + leftLeaves(end - start);
    if (index < middle) {
      path.push({ start: middle, end });
      end = middle;
    } else {
      path.push({ start, end: middle });
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * Returns if the proof shows that the leaf with this hash stands at `index` (from 0) in the tree.
 * @throws ProofRefused
 */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  tree: TreeHead,
  proof: readonly Hash[],
): void {
  if (!Number.isSafeInteger(tree.size) || !isLeafOf(index, tree.size)) {
    throw new ProofRefused(`a tree of ${tree.size} has no leaf ${index}`);
  }
  if ([leaf, tree.root, ...proof].some(({ length }) => length !== HASH_BYTES)) {
    throw new ProofRefused(`a hash has not ${HASH_BYTES} bytes`);
  }
  if (!rootFrom(leaf, index, tree.size, proof).equals(tree.root)) {
    throw new ProofRefused('it leads to another root');
  }
}

/** The algorithm of RFC 9162, 2.1.3.2, whose names it keeps. */
function rootFrom(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash {
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of proof) {
    if (sn === 0) throw new ProofRefused('it has more hashes than the tree has levels');
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [parentIndex(fn), parentIndex(sn)];
    } else {
      r = nodeHash(r, p);
    }
    [fn, sn] = [parentIndex(fn), parentIndex(sn)];
  }
  if (sn !== 0) throw new ProofRefused('it has fewer hashes than the tree has levels');
  return r;
}

function isLeafOf(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && index >= 0 && index < size;
}
