import { describe, expect, it } from '@jest/globals';
import {
  EMPTY_ROOT,
  leafHash,
  proveConsistency,
  proveInclusion,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from '../index.js';
import { StoredTree } from '../testing/stored-tree.js';

// The reference vectors of Certificate Transparency (RFC 6962), as published with its C++, Go and
// Rust implementations.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']
  .concat('606162636465666768696a6b6c6d6e6f')
  .map((hex) => Buffer.from(hex, 'hex'));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const H0 = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d';
const H1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const H4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const H01 = 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125';
const H23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const H45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const H67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const H0123 = 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7';
const H4567 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';

const stored = new StoredTree(LEAVES);
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const head = (size: number) => ({ size, root: bytes(ROOTS[size] ?? '') });

describe('the published vectors of RFC 6962', () => {
  it('give the hash of the empty tree and of an empty leaf', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe(ROOTS[0]);
    expect(leafHash(Buffer.of()).toString('hex')).toBe(H0);
  });

  it.each(ROOTS.map((root, size) => [size, root] as const))(
    'give the root of %i leaves',
    async (size, root) => {
      expect((await treeRoot(size, stored.readNodes)).toString('hex')).toBe(root);
    },
  );

  it.each([
    [0, 1, []],
    [0, 2, [H1]],
    [1, 2, [H0]],
    [2, 3, [H01]],
    [1, 5, [H0, H23, H4]],
    [0, 8, [H1, H23, H4567]],
    [5, 8, [H4, H67, H0123]],
  ] as const)('give the proof of leaf %i in %i', async (index, size, hashes) => {
    const proof = await proveInclusion(index, size, stored.readNodes);
    expect(proof.map((hash) => hash.toString('hex'))).toEqual(hashes);
    const leaf = leafHash(LEAVES[index] ?? Buffer.of());
    verifyInclusion(leaf, index, head(size), hashes.map(bytes));
  });

  it.each([
    [1, 1, []],
    [1, 8, [H1, H23, H4567]],
    [2, 5, [H23, H4]],
    [6, 8, [H45, H67, H0123]],
  ] as const)('give the proof that %i leaves begin %i', async (from, to, hashes) => {
    const proof = await proveConsistency(from, to, stored.readNodes);
    expect(proof.map((hash) => hash.toString('hex'))).toEqual(hashes);
    verifyConsistency(head(from), head(to), hashes.map(bytes));
  });
});
