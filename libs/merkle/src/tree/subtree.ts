import { EMPTY_ROOT, HASH_BYTES, nodeHash } from '../hash.js';
import type { Hash } from '../hash.js';

/** The perfect subtree over the 2^level leaves that begin at leaf index * 2^level. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/**
 * The hashes of perfect subtrees, in the order asked for. Proofs ask once, for O(log n) of them,
 * so that a database answers with one statement.
 */
export type ReadNodes = (nodes: readonly TreeNode[]) => readonly Hash[] | Promise<readonly Hash[]>;

/** The leaves from `start` up to, but not including, `end`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** @throws RangeError for anything but an integer from 0 to 2^53 - 1 */
export function checkSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new RangeError(`${size} is no size of a tree.`);
  }
}

/** Where a tree of at least two leaves divides: the largest k with k < size (RFC 6962, 2.1). */
export function leftLeaves(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** The place, one level up, of the subtree that holds this one. Not by `>>`, which cuts to 32 bits. */
export function parentIndex(index: number): number {
  return Math.floor(index / 2);
}

/** The least set of perfect subtrees over a subtree's leaves, from left to right. */
export function perfectSubtrees({ start, end }: LeafRange): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  let leaf = start;
  while (leaf < end) {
    let level = 0;
    let width = 1;
    // `start` is a multiple of every width that fits, because the tree only divides at them.
    while (width * 2 <= end - leaf) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: leaf / width });
    leaf += width;
  }
  return nodes;
}

/** The root over perfect subtrees given from left to right: MTH(D[n]) = node(left, right). */
export function rootOver(hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The hash of each of these subtrees of a tree; their nodes are read at once. */
export async function subtreeHashes(
  ranges: readonly LeafRange[],
  readNodes: ReadNodes,
): Promise<readonly Hash[]> {
  const parts = ranges.map(perfectSubtrees);
  const hashes = await readChecked(parts.flat(), readNodes);
  let next = 0;
  return parts.map((nodes) => rootOver(hashes.slice(next, (next += nodes.length))));
}

/** The root of the tree over the first `size` leaves. */
export async function treeRoot(size: number, readNodes: ReadNodes): Promise<Hash> {
  checkSize(size);
  if (size === 0) return EMPTY_ROOT;
  return rootOver(await readChecked(perfectSubtrees({ start: 0, end: size }), readNodes));
}

async function readChecked(
  nodes: readonly TreeNode[],
  readNodes: ReadNodes,
): Promise<readonly Hash[]> {
  if (nodes.length === 0) return [];
  const hashes = await readNodes(nodes);
  if (hashes.length === nodes.length && hashes.every(({ length }) => length === HASH_BYTES)) {
    return hashes;
  }
  throw new RangeError(`${nodes.length} hashes were asked for and not given.`);
}
