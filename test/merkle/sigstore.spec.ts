import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { proveInclusion, treeRoot } from '#libs/merkle';
import type { Hash } from '#libs/merkle';
import { StoredTree } from '../../libs/merkle/src/testing/stored-tree.js';

interface Entry {
  readonly canonicalizedBody: Buffer;
  readonly inclusionProof: { readonly logIndex: string; readonly hashes: readonly Hash[] };
}
interface Merkle {
  verifyMerkleInclusion(
    entry: Entry,
    checkpoint: { readonly logSize: bigint; readonly logHash: Hash },
  ): void;
}

// The package's index hides it, and its files are CommonJS without types that fit: package.json
// pins the minor version.
const merkle = createRequire(import.meta.url)('@sigstore/verify/dist/tlog/merkle.js') as Merkle;

const SIZE = 300;
const leaves = Array.from({ length: SIZE }, (_, index) => Buffer.from(`entry ${index}`));
const stored = new StoredTree(leaves);

describe('@sigstore/verify', () => {
  it('accepts an inclusion proof of every leaf in trees of up to 300, and no neighbour', async () => {
    for (let size = 1; size <= SIZE; size += 1) {
      const checkpoint = { logSize: BigInt(size), logHash: await treeRoot(size, stored.readNodes) };
      for (let index = size % 5; index < size; index += 5) {
        const hashes = await proveInclusion(index, size, stored.readNodes);
        const verify = (body: Buffer) => {
          const inclusionProof = { logIndex: String(index), hashes };
          merkle.verifyMerkleInclusion({ canonicalizedBody: body, inclusionProof }, checkpoint);
        };
        verify(leaves[index] ?? Buffer.of());
        if (index % 50 === 0) {
          expect(() => {
            verify(Buffer.from('another'));
          }).toThrow(/does not match/);
        }
      }
    }
  });
});
