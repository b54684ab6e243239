import { describe, expect, it } from '@jest/globals';
import { EMPTY_ROOT, leafHash, nodeHash, verifyInclusion } from '#libs/merkle';
import { headsLeafHash, HeadsTree } from './heads-tree.js';

const COMPANIES_MAX = 40;
const countsOf = (companies: number) =>
  Array.from({ length: companies }, (_, index) => [`c${index + 10}`, index * 7 + 1] as const);

describe('The tree of heads', () => {
  it('is that of RFC 6962 over the canonical leaves', () => {
    expect(new HeadsTree([]).root()).toEqual(EMPTY_ROOT);
    const [a, b, c] = ['["a",1]', '["b",20]', '["c",3]'].map((text) => leafHash(Buffer.from(text)));
    const tree = new HeadsTree([
      ['a', 1],
      ['b', 20],
      ['c', 3],
    ]);
    expect(a && b && c && nodeHash(nodeHash(a, b), c)).toEqual(tree.root());
    expect(tree.size).toBe(3);
  });

  it('proves the count of every company, and no other', async () => {
    for (let companies = 1; companies <= COMPANIES_MAX; companies += 1) {
      const counts = countsOf(companies);
      const tree = new HeadsTree(counts);
      const head = { size: tree.size, root: tree.root() };
      for (const [at, [company, count]] of counts.entries()) {
        const proof = await tree.prove(company);
        expect(proof).toMatchObject({ count, index: at });
        const hashes = proof?.hashes ?? [];
        verifyInclusion(headsLeafHash([company, count]), at, head, hashes);
        const less = headsLeafHash([company, count - 1]);
        expect(() => {
          verifyInclusion(less, at, head, hashes);
        }).toThrow(/leads to another root/);
      }
    }
  });

  it('proves nothing of a company that has no events', async () => {
    expect(await new HeadsTree(countsOf(3)).prove('nobody')).toBeUndefined();
    expect(await new HeadsTree([]).prove('nobody')).toBeUndefined();
  });
});
