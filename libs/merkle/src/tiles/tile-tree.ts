import { Malformed } from '../errors.js';
import { HASH_BYTES, nodeHash } from '../hash.js';
import type { Hash } from '../hash.js';
import { TILE_WIDTH, tilePath } from './tile.js';
import type { Tile } from './tile.js';

const NODES = 2 * TILE_WIDTH;

/** The hashes of a tile and the nodes above them, each of which is hashed once, when asked for. */
export class TileTree {
  /** As a heap: the root of a full tile in place 1, below place n the places 2n and 2n + 1. */
  private readonly nodes = Buffer.allocUnsafe(NODES * HASH_BYTES);
  private readonly isKnown = new Uint8Array(NODES);

  /** @throws Malformed for contents of another length than the tile must have */
  constructor(tile: Tile, contents: Uint8Array | undefined) {
    if (contents?.length !== tile.width * HASH_BYTES) {
      throw new Malformed('tile', `${tilePath(tile)} has not ${tile.width} hashes`);
    }
    this.nodes.set(contents, TILE_WIDTH * HASH_BYTES);
    this.isKnown.fill(1, TILE_WIDTH, TILE_WIDTH + tile.width);
  }

  /**
   * The root over `count` hashes, a power of two, from `first` on, a multiple of it.
   * @throws RangeError where the tile is too narrow
   */
  root(first: number, count: number): Hash {
    return this.node((TILE_WIDTH + first) / count);
  }

  private node(place: number): Hash {
    const hash = this.nodes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
    if (this.isKnown[place] === 1) return hash;
    if (!Number.isInteger(place) || place >= TILE_WIDTH) {
      throw new RangeError('A tile has no such node.');
    }
    hash.set(nodeHash(this.node(2 * place), this.node(2 * place + 1)));
    this.isKnown[place] = 1;
    return hash;
  }
}
