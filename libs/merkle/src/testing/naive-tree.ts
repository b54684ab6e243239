import { createHash } from 'node:crypto';

/**
 * RFC 6962, 2.1, word for word and by recursion over lists of leaves: what the tests compare with.
 * It shares nothing with the code under test, hashing included.
 */
export class NaiveTree {
  private readonly roots = new Map<string, Buffer>();

  constructor(readonly leaves: readonly Uint8Array[]) {}

  static numbered(size: number): NaiveTree {
    return new NaiveTree(Array.from({ length: size }, (_, index) => Buffer.from(`leaf ${index}`)));
  }

  /** MTH(D[start:end]). */
  root(end = this.leaves.length, start = 0): Buffer {
    const known = this.roots.get(`${start}-${end}`);
    if (known !== undefined) return known;
    const root = this.computed(start, end);
    this.roots.set(`${start}-${end}`, root);
    return root;
  }

  private computed(start: number, end: number): Buffer {
    if (end === start) return createHash('sha256').digest();
    if (end === start + 1) {
      const leaf = this.leaves[start] ?? Buffer.of();
      return createHash('sha256').update(Buffer.of(0)).update(leaf).digest();
    }
    const k = largestPowerBelow(end - start);
    return createHash('sha256')
      .update(Buffer.of(1))
      .update(this.root(start + k, start))
      .update(this.root(end, start + k))
      .digest();
  }

  /** PATH(m, D[start:end]). */
  path(m: number, end: number, start = 0): readonly Buffer[] {
    if (end - start === 1) return [];
    const k = largestPowerBelow(end - start);
    return m < k
      ? [...this.path(m, start + k, start), this.root(end, start + k)]
      : [...this.path(m - k, end, start + k), this.root(start + k, start)];
  }

  /** SUBPROOF(m, D[start:end], b). */
  subproof(m: number, end: number, start = 0, b = true): readonly Buffer[] {
    if (m === end - start) return b ? [] : [this.root(end, start)];
    const k = largestPowerBelow(end - start);
    return m <= k
      ? [...this.subproof(m, start + k, start, b), this.root(end, start + k)]
      : [...this.subproof(m - k, end, start + k, false), this.root(start + k, start)];
  }
}

function largestPowerBelow(n: number): number {
  return 2 ** (31 - Math.clz32(n - 1));
}
