import { Malformed } from '../errors.js';
import { HASH_BYTES, nodeHash } from '../hash.js';
import type { Hash } from '../hash.js';
import type { ReadNodes, TreeNode } from '../tree/subtree.js';
import { TILE_HEIGHT, TILE_WIDTH, tileAt, tilePath } from './tile.js';
import type { Tile } from './tile.js';

/** The contents of tiles of hashes, in the order asked for: `width * 32` bytes each. */
export type ReadTiles = (
  tiles: readonly Tile[],
) => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;

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
  return async (nodes) => {
    const held = nodes.map((node) => heldBy(size, node));
    const tiles = new Map(held.map(({ tile }) => [tilePath(tile), tile]));
    const contents = await readTiles([...tiles.values()]);
    const hashes = new Map([...tiles].map(([path, tile], at) => [path, split(tile, contents[at])]));
    return held.map(({ tile, first, count }) =>
      perfectRoot(hashes.get(tilePath(tile))?.slice(first, first + count) ?? []),
    );
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

function split(tile: Tile, contents: Uint8Array | undefined): readonly Hash[] {
  if (contents?.length !== tile.width * HASH_BYTES) {
    throw new Malformed('tile', `${tilePath(tile)} has not ${tile.width} hashes`);
  }
  const bytes = Buffer.from(contents);
  return Array.from({ length: tile.width }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

/** The root over a power of two of hashes. */
function perfectRoot(hashes: readonly Hash[]): Hash {
  const [first, ...others] = hashes;
  if (first === undefined) throw new RangeError('A node has at least one hash under it.');
  if (others.length === 0) return first;
  const middle = hashes.length / 2;
  return nodeHash(perfectRoot(hashes.slice(0, middle)), perfectRoot(hashes.slice(middle)));
}
