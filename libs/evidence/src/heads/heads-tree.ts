import { headsLeaf } from '#libs/governance';
import type { CompanyCount } from '#libs/governance';
import { CompactRange, leafHash, proveInclusion } from '#libs/merkle';
import type { Hash, TreeNode } from '#libs/merkle';

/** Where a company stands in the tree, and the hashes that lead from there to the root. */
export interface CompanyProof {
  readonly count: number;
  /** From 0. */
  readonly index: number;
  readonly hashes: readonly Hash[];
}

/** RFC 6962 over one leaf for each company, in the order of their ids. */
export class HeadsTree {
  private readonly range = CompactRange.empty();
  private readonly nodes = new Map<string, Hash>();

  /** @param counts as `CompanyCounts` gives them, ordered */
  constructor(private readonly counts: readonly CompanyCount[]) {
    for (const count of counts) {
      this.range.append(headsLeafHash(count), (node, hash) => {
        this.nodes.set(placeOf(node), hash);
      });
    }
  }

  /** Companies. */
  get size(): number {
    return this.range.size;
  }

  root(): Hash {
    return this.range.root();
  }

  /** Nothing for a company that has no events. */
  async prove(company: string): Promise<CompanyProof | undefined> {
    const index = this.counts.findIndex(([id]) => id === company);
    const [, count] = this.counts[index] ?? [];
    if (count === undefined) return undefined;
    const hashes = await proveInclusion(index, this.size, (nodes) =>
      nodes.flatMap((node) => this.nodes.get(placeOf(node)) ?? []),
    );
    return { count, index, hashes };
  }
}

/** The leaf's hash, for those who verify such a proof. */
export function headsLeafHash(count: CompanyCount): Hash {
  return leafHash(Buffer.from(headsLeaf(count), 'utf8'));
}

function placeOf({ level, index }: TreeNode): string {
  return `${level}/${index}`;
}
