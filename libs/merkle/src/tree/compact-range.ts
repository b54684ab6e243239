import { HASH_BYTES, nodeHash } from '../hash.js';
import type { Hash } from '../hash.js';
import { checkSize, parentIndex, rootOver } from './subtree.js';
import type { TreeNode } from './subtree.js';

/**
 * A tree that only grows, kept as the roots of its perfect subtrees: one for each 1 in the binary
 * form of its size. Appending costs one inner hash on average, the root at most 52.
 */
export class CompactRange {
  private constructor(
    private leaves: number,
    /** From left to right, that is from the largest subtree to the smallest. */
    private readonly roots: Hash[],
  ) {}

  static empty(): CompactRange {
    return new CompactRange(0, []);
  }

  /**
   * The range that had this size and these hashes.
   * @throws RangeError where no range of this size has so many hashes
   */
  static restore(size: number, hashes: readonly Hash[]): CompactRange {
    checkSize(size);
    if (hashes.length !== onesIn(size) || hashes.some(({ length }) => length !== HASH_BYTES)) {
      throw new RangeError(`A range over ${size} leaves has ${onesIn(size)} hashes.`);
    }
    return new CompactRange(size, [...hashes]);
  }

  /** Leaves so far. */
  get size(): number {
    return this.leaves;
  }

  /** What `restore` takes. */
  get hashes(): readonly Hash[] {
    return [...this.roots];
  }

  /** Takes the next leaf's hash; `onNode` is told of every perfect subtree that it completes. */
  append(leaf: Hash, onNode?: (node: TreeNode, hash: Hash) => void): void {
    if (leaf.length !== HASH_BYTES) throw new RangeError(`A hash has ${HASH_BYTES} bytes.`);
    checkSize(this.leaves + 1);
    let hash = leaf;
    let level = 0;
    let index = this.leaves;
    onNode?.({ level, index }, hash);
    // As a carry in binary addition: each trailing 1 of the size is a subtree of the same height.
    for (let rest = this.leaves; rest % 2 === 1; rest = parentIndex(rest)) {
      hash = nodeHash(this.lastRoot(), hash);
      level += 1;
      index = parentIndex(index);
      onNode?.({ level, index }, hash);
    }
    this.roots.push(hash);
    this.leaves += 1;
  }

  /** Takes the root of the smallest subtree away, for a larger one to stand in its place. */
  private lastRoot(): Hash {
    const root = this.roots.pop();
    if (root === undefined) throw new RangeError('A range has a root for each 1 of its size.');
    return root;
  }

  /** The root of the tree over all leaves so far. */
  root(): Hash {
    return rootOver(this.roots);
  }
}

function onesIn(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
