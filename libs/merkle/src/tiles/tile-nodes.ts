import type { ReadNodes, TreeNode } from '../tree/subtree.js';
import { TILE_HEIGHT, TILE_WIDTH, tileAt, tilePath } from './tile.js';
import type { Tile } from './tile.js';
import { TileTree } from './tile-tree.js';

/** The contents of tiles of hashes, in the order asked for: `width * 32` bytes each. */
export type ReadTiles = (
  tiles: readonly Tile[],
) => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;

/** As `ReadTiles`, with what was hashed of them before. */
export type ReadTileTrees = (
  tiles: readonly Tile[],
) => readonly TileTree[] | Promise<readonly TileTree[]>;

/** Where a tile holds the hashes under a node: `count` of them from `first` on. */
interface Held {
  readonly tile: Tile;
  readonly first: number;
  readonly count: number;
}

/**
 * Reads the nodes of a tree of this size from its tiles, each tile once per call. The tiles are
 * believed: whoever fetched them from elsewhere verifies the proof that comes of them.
 * @throws RangeError for a node that the tree has not
 * @throws Malformed for a tile of another length than it must have
 */
export function nodesFromTiles(size: number, readTiles: ReadTiles): ReadNodes {
  return nodesFromTileTrees(size, async (tiles) => {
    const contents = await readTiles(tiles);
    return tiles.map((tile, at) => new TileTree(tile, contents[at]));
  });
}

/** As `nodesFromTiles`, for who keeps the tiles. */
export function nodesFromTileTrees(size: number, readTrees: ReadTileTrees): ReadNodes {
  return async (nodes) => {
    const held = nodes.map((node) => heldBy(size, node));
    const tiles = new Map(held.map(({ tile }) => [tilePath(tile), tile]));
    const read = await readTrees([...tiles.values()]);
    const trees = new Map([...tiles.keys()].map((path, at) => [path, read[at]]));
    return held.map(({ tile, first, count }) => {
      const tree = trees.get(tilePath(tile));
      if (tree === undefined) throw new RangeError(`${tilePath(tile)} was not given.`);
      return tree.root(first, count);
    });
  };
}

function heldBy(size: number, { level, index }: TreeNode): Held {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level % TILE_HEIGHT);
  const tileIndex = Math.floor((index * count) / TILE_WIDTH);
  const first = index * count - tileIndex * TILE_WIDTH;
  const tile = tileAt(size, tileLevel, tileIndex);
  if (tile === undefined || first + count > tile.width) {
    throw new RangeError(`A tree of ${size} has no node ${index} at level ${level}.`);
  }
  return { tile, first, count };
}
