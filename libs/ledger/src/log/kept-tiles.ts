import { nodesFromTileTrees, ProofRefused, tilePath, TileTree } from '#libs/merkle';
import type { ReadNodes, ReadTiles, Tile } from '#libs/merkle';
import { TILES_KEPT_MAX } from '../limits.js';

/** Of a tree that is signed: under one name of the log, tiles of one width never change. */
export interface SignedTree {
  readonly origin: string;
  readonly size: number;
}

/** The tiles that proofs were made from last, with what was hashed of them. */
export class KeptTiles {
  /** In the order in which they were last used. */
  private trees = new Map<string, TileTree>();
  private origin = '';

  constructor(private readonly readTiles: ReadTiles) {}

  /**
   * A proof in a signed tree from what is kept, and read afresh where it does not hold: what is
   * kept may have been read while the ledger was damaged.
   * @param verify throws ProofRefused
   */
  async prove<Proof>(
    tree: SignedTree,
    make: (readNodes: ReadNodes) => Promise<Proof>,
    verify: (proof: Proof, readNodes: ReadNodes) => Promise<void> | void,
  ): Promise<Proof> {
    const readNodes = this.nodes(tree);
    const proof = await make(readNodes);
    try {
      await verify(proof, readNodes);
      return proof;
    } catch (error) {
      if (!(error instanceof ProofRefused)) throw error;
      this.trees.clear();
      return make(readNodes);
    }
  }

  private nodes({ origin, size }: SignedTree): ReadNodes {
    // After a loss another log goes on under another name, with other tiles in the same places.
    if (origin !== this.origin) this.trees = new Map();
    this.origin = origin;
    const { trees } = this;
    return nodesFromTileTrees(size, (tiles) => this.take(trees, tiles));
  }

  private async take(
    trees: Map<string, TileTree>,
    tiles: readonly Tile[],
  ): Promise<readonly TileTree[]> {
    const known = tiles.map((tile) => trees.get(tilePath(tile)));
    const missing = tiles.filter((_, at) => known[at] === undefined);
    const read = (missing.length > 0 ? await this.readTiles(missing) : []).values();
    return tiles.map((tile, at) => {
      const tree = known[at] ?? new TileTree(tile, read.next().value);
      keep(trees, tilePath(tile), tree);
      return tree;
    });
  }
}

function keep(trees: Map<string, TileTree>, path: string, tree: TileTree): void {
  trees.delete(path);
  trees.set(path, tree);
  if (trees.size <= TILES_KEPT_MAX) return;
  const [oldest] = trees.keys();
  if (oldest !== undefined) trees.delete(oldest);
}
