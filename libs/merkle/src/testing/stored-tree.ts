import { CompactRange, leafHash } from '../index.js';
import type { Hash, ReadNodes, ReadTiles } from '../index.js';

/** A tree whose perfect subtrees are all kept, as a log's storage would. */
export class StoredTree {
  private readonly range = CompactRange.empty();
  private readonly nodes = new Map<string, Hash>();

  constructor(leaves: Iterable<Uint8Array>) {
    for (const leaf of leaves) {
      this.range.append(leafHash(leaf), ({ level, index }, hash) => {
        this.nodes.set(`${level}/${index}`, hash);
      });
    }
  }

  get root(): Hash {
    return this.range.root();
  }

  readonly readNodes: ReadNodes = (nodes) =>
    nodes.map(({ level, index }) => {
      const hash = this.nodes.get(`${level}/${index}`);
      if (hash === undefined) throw new Error(`Nothing is stored at ${level}/${index}.`);
      return hash;
    });

  /** The contents of a tile are the nodes of every eighth level. */
  readonly readTiles: ReadTiles = async (tiles) =>
    Promise.all(
      tiles.map(async ({ level, index, width }) => {
        const nodes = Array.from({ length: width }, (_, at) => ({
          level: 8 * Number(level),
          index: 256 * index + at,
        }));
        return Buffer.concat(await this.readNodes(nodes));
      }),
    );
}
