import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CompactRange,
  EMPTY_ROOT,
  leafHash,
  nodeHash,
  ProofRefused,
  proveConsistency,
  proveInclusion,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../index.js';
import type { Hash, TreeHead } from '../index.js';
import { damaged, flipped } from '../testing/damage.js';
import { NaiveTree } from '../testing/naive-tree.js';
import { StoredTree } from '../testing/stored-tree.js';

const SIZE_MAX = 300;
/** Sizes up to here have every proof damaged in every way; of later ones every nineteenth. */
const DAMAGED_MAX = 40;
const naive = NaiveTree.numbered(SIZE_MAX);
const stored = new StoredTree(naive.leaves);
const SIZES = Array.from({ length: SIZE_MAX + 1 }, (_, size) => size);
const leaves = naive.leaves.map(leafHash);
const head = (size: number): TreeHead => ({ size, root: naive.root(size) });

function isRefused(verify: () => void): boolean {
  try {
    verify();
    return false;
  } catch (error) {
    if (error instanceof ProofRefused) return true;
    throw error;
  }
}

/** The first pair of sizes for which something does not hold. */
async function exception(
  pairs: Iterable<readonly [number, number]>,
  holds: (a: number, b: number) => boolean | Promise<boolean>,
): Promise<readonly [number, number] | undefined> {
  for (const pair of pairs) if (!(await holds(...pair))) return pair;
  return undefined;
}

function* leavesOfTrees(sizeMax: number): Generator<readonly [number, number]> {
  for (let size = 1; size <= sizeMax; size += 1) {
    for (let index = 0; index < size; index += 1) yield [index, size];
  }
}

function* pairsOfTrees(sizeMax: number): Generator<readonly [number, number]> {
  for (let to = 0; to <= sizeMax; to += 1)
    for (let from = 0; from <= to; from += 1) yield [from, to];
}

describe('a compact range', () => {
  it('has the root of RFC 6962 at every size', () => {
    const range = CompactRange.empty();
    const roots = [range.root(), ...leaves.map((leaf) => (range.append(leaf), range.root()))];
    expect(roots.map((root) => root.toString('hex'))).toEqual(
      SIZES.map((size) => naive.root(size).toString('hex')),
    );
  });

  it('goes on from its hashes as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(SIZE_MAX), fc.nat(SIZE_MAX), (a, b) => {
        const [stop, end] = [Math.min(a, b), Math.max(a, b)];
        const before = CompactRange.empty();
        for (const leaf of leaves.slice(0, stop)) before.append(leaf);
        const after = CompactRange.restore(before.size, before.hashes);
        for (const leaf of leaves.slice(stop, end)) after.append(leaf);
        expect(after.size).toBe(end);
        expect(after.root()).toEqual(naive.root(end));
        expect(before.root()).toEqual(naive.root(stop));
      }),
    );
  });

  it('tells of every perfect subtree once, when its last leaf comes', () => {
    const told: string[] = [];
    const range = CompactRange.empty();
    for (const leaf of leaves.slice(0, 7)) {
      range.append(leaf, ({ level, index }) => told.push(`${level}/${index}`));
    }
    expect(told.join(' ')).toBe('0/0 0/1 1/0 0/2 0/3 1/1 2/0 0/4 0/5 1/2 0/6');
  });

  it('is not restored from another number of hashes than its size has', () => {
    const [leaf = EMPTY_ROOT] = leaves;
    expect(() => CompactRange.restore(3, [leaf])).toThrow(RangeError);
    expect(() => CompactRange.restore(2, [leaf, leaf])).toThrow(RangeError);
    expect(() => CompactRange.restore(1, [leaf.subarray(1)])).toThrow(RangeError);
    expect(() => CompactRange.restore(-1, [])).toThrow(RangeError);
    expect(() => CompactRange.restore(2 ** 53, [leaf])).toThrow(RangeError);
    expect(() => {
      CompactRange.restore(2 ** 53 - 1, Array(53).fill(leaf)).append(leaf);
    }).toThrow(RangeError);
  });
});

describe('the root of a tree', () => {
  it('is that of RFC 6962 at every size, from its perfect subtrees', async () => {
    const wrong = await exception(
      SIZES.map((size) => [size, size] as const),
      async (size) => (await treeRoot(size, stored.readNodes)).equals(naive.root(size)),
    );
    expect(wrong).toBeUndefined();
  });

  it('is not made of what is no hash', async () => {
    const [leaf = EMPTY_ROOT] = leaves;
    expect(() => nodeHash(leaf.subarray(1), Buffer.concat([leaf, Buffer.of(0)]))).toThrow(
      RangeError,
    );
    await expect(treeRoot(3, () => [leaf])).rejects.toThrow(RangeError);
    await expect(treeRoot(2, () => [leaf.subarray(1)])).rejects.toThrow(RangeError);
  });
});

describe('an inclusion proof', () => {
  it('of every leaf in every tree is that of RFC 6962, and is accepted', async () => {
    const wrong = await exception(leavesOfTrees(SIZE_MAX), async (index, size) => {
      const proof = await proveInclusion(index, size, stored.readNodes);
      verifyInclusion(leaves[index] ?? EMPTY_ROOT, index, head(size), proof);
      return isSame(proof, naive.path(index, size));
    });
    expect(wrong).toBeUndefined();
  });

  it('damaged in any way is refused', async () => {
    const accepted = await exception(leavesOfTrees(SIZE_MAX), (index, size) => {
      if (size > DAMAGED_MAX && index % 19 !== size % 19) return true;
      const leaf = leaves[index] ?? EMPTY_ROOT;
      const proof = naive.path(index, size);
      return [...damaged(proof, (31 * index + size) % 256)].every((bad) =>
        isRefused(() => {
          verifyInclusion(leaf, index, head(size), bad);
        }),
      );
    });
    expect(accepted).toBeUndefined();
  });

  it('with any one bit flipped is refused, in proof, leaf and root', async () => {
    const accepted = await exception(leavesOfTrees(9), (index, size) => {
      const whole = [leaves[index] ?? EMPTY_ROOT, naive.root(size), ...naive.path(index, size)];
      return everyFlip(whole).every(([leaf, root, ...proof]) =>
        isRefused(() => {
          verifyInclusion(leaf, index, { size, root }, proof);
        }),
      );
    });
    expect(accepted).toBeUndefined();
  });

  it('is of no other leaf and no other place', async () => {
    const accepted = await exception(leavesOfTrees(DAMAGED_MAX), (index, size) => {
      const proof = naive.path(index, size);
      const others = Array.from({ length: size + 1 }, (_, other) => other - 1);
      return [...others, size, 0.5, NaN, 2 ** 53]
        .filter((other) => other !== index)
        .every(
          (other) =>
            [leaves[index], leaves[other]].every((leaf) =>
              isRefused(() => {
                verifyInclusion(leaf ?? EMPTY_ROOT, other, head(size), proof);
              }),
            ) &&
            isRefused(() => {
              verifyInclusion(leaves[other] ?? EMPTY_ROOT, index, head(size), proof);
            }),
        );
    });
    expect(accepted).toBeUndefined();
  });

  it.each([
    [0, 0],
    [1, 1],
    [-1, 1],
    [0.5, 1],
    [NaN, 1],
    [0, -1],
    [0, 1.5],
    [0, 2 ** 53],
  ])('is not made of leaf %d in a tree of %d', async (index, size) => {
    await expect(proveInclusion(index, size, stored.readNodes)).rejects.toThrow(RangeError);
  });
});

describe('a consistency proof', () => {
  it('of every tree in every later one is that of RFC 6962, and is accepted', async () => {
    const wrong = await exception(pairsOfTrees(SIZE_MAX), async (from, to) => {
      const proof = await proveConsistency(from, to, stored.readNodes);
      verifyConsistency(head(from), head(to), proof);
      return isSame(proof, from === 0 ? [] : naive.subproof(from, to));
    });
    expect(wrong).toBeUndefined();
  });

  it('damaged in any way is refused', async () => {
    const accepted = await exception(pairsOfTrees(SIZE_MAX), (from, to) => {
      if (to > DAMAGED_MAX && from % 19 !== to % 19) return true;
      const proof = from === 0 ? [] : naive.subproof(from, to);
      return [...damaged(proof, (31 * from + to) % 256)].every((bad) =>
        isRefused(() => {
          verifyConsistency(head(from), head(to), bad);
        }),
      );
    });
    expect(accepted).toBeUndefined();
  });

  it('with any one bit flipped is refused, in proof and roots', async () => {
    const accepted = await exception(pairsOfTrees(9), (from, to) => {
      if (from === 0) return true;
      const whole = [naive.root(from), naive.root(to), ...naive.subproof(from, to)];
      return everyFlip(whole).every(([earlier, later, ...proof]) =>
        isRefused(() => {
          verifyConsistency({ size: from, root: earlier }, { size: to, root: later }, proof);
        }),
      );
    });
    expect(accepted).toBeUndefined();
  });

  it('is refused for a tree that is no beginning of the other', () => {
    const other = new NaiveTree(naive.leaves.with(2, Buffer.from('another leaf')));
    for (const to of SIZES.filter((size) => size > 3)) {
      const earlier = { size: 3, root: other.root(3) };
      for (const proof of [naive.subproof(3, to), other.subproof(3, to)]) {
        expect(
          isRefused(() => {
            verifyConsistency(earlier, head(to), proof);
          }),
        ).toBe(true);
      }
    }
  });

  it.each([
    ['a later tree that is shorter', head(3), head(2), []],
    ['two roots of one size', head(3), { size: 3, root: naive.root(2) }, []],
    ['an empty tree with another root', { size: 0, root: naive.root(1) }, head(3), []],
    ['two empty trees with another root', head(0), { size: 0, root: naive.root(1) }, []],
    ['a root that is cut', { size: 1, root: naive.root(1).subarray(1) }, head(1), []],
    ['a size that is no integer', { size: 0.5, root: naive.root(1) }, head(1), []],
    ['a size below nothing', { size: -1, root: EMPTY_ROOT }, head(1), []],
    ['a size past 2^53 - 1', head(1), { size: 2 ** 53, root: naive.root(1) }, []],
  ])('is refused for %s', (_, from, to, proof) => {
    expect(() => {
      verifyConsistency(from, to, proof);
    }).toThrow(ProofRefused);
  });

  it.each([
    [1, 0],
    [-1, 1],
    [0.5, 1],
    [0, 2 ** 53],
  ])('is not made from a tree of %d to one of %d', async (from, to) => {
    await expect(proveConsistency(from, to, stored.readNodes)).rejects.toThrow(RangeError);
  });
});

describe('a tree of more than 2^32 leaves', () => {
  // All leaves are the same, so the perfect subtrees of one level are too.
  const levels = [leaves[0] ?? EMPTY_ROOT];
  for (let level = 1; level <= 53; level += 1) {
    const below = levels[level - 1] ?? EMPTY_ROOT;
    levels.push(nodeHash(below, below));
  }
  const readNodes = (nodes: readonly { level: number }[]): Hash[] =>
    nodes.map(({ level }) => levels[level] ?? EMPTY_ROOT);
  const sizes = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

  it('has proofs of leaves, and of what it begins with', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (a, b) => {
        const [from, size] = [Math.min(a, b), Math.max(a, b)];
        const tree = { size, root: await treeRoot(size, readNodes) };
        const earlier = { size: from, root: await treeRoot(from, readNodes) };
        const index = from - 1;
        const path = await proveInclusion(index, size, readNodes);
        verifyInclusion(leaves[0] ?? EMPTY_ROOT, index, tree, path);
        const proof = await proveConsistency(from, size, readNodes);
        verifyConsistency(earlier, tree, proof);
        expect(
          [...damaged(proof, 0)].every(
            (bad) =>
              isSame(bad, proof) ||
              isRefused(() => {
                verifyConsistency(earlier, tree, bad);
              }),
          ),
        ).toBe(true);
      }),
    );
  });
});

function everyFlip(hashes: readonly Hash[]): [Hash, Hash, ...Hash[]][] {
  return hashes.flatMap((hash, at) =>
    Array.from({ length: 256 }, (_, bit) => {
      const [first = hash, second = hash, ...rest] = hashes.with(at, flipped(hash, bit));
      return [first, second, ...rest] as [Hash, Hash, ...Hash[]];
    }),
  );
}

function isSame(some: readonly Hash[], others: readonly Hash[]): boolean {
  return some.length === others.length && some.every((hash, at) => others[at]?.equals(hash));
}
