import { beforeEach, describe, expect, it } from '@jest/globals';
import { proveInclusion, TILE_WIDTH, tilePath, treeRoot, verifyInclusion } from '#libs/merkle';
import type { Hash, ReadNodes, ReadTiles, Tile } from '#libs/merkle';
import { TILES_KEPT_MAX } from '../limits.js';
import { KeptTiles } from './kept-tiles.js';

const SIZE = (TILES_KEPT_MAX + 1) * TILE_WIDTH;
const LOG = { origin: 'log.example', size: SIZE };

let asked: string[];
let kept: KeptTiles;

/** Every hash of a tile has the tile's number in every byte. */
const contentsOf = ({ index, width }: Tile): Buffer => Buffer.alloc(width * 32, index + 1);
const readTiles: ReadTiles = (tiles) => {
  asked.push(...tiles.map(tilePath));
  return tiles.map(contentsOf);
};
const leafOf = (tile: number) => async (readNodes: ReadNodes) => {
  const [hash = Buffer.of()] = await readNodes([{ level: 0, index: tile * TILE_WIDTH }]);
  return hash;
};
const holds = (): void => undefined;

beforeEach(() => {
  asked = [];
  kept = new KeptTiles(readTiles);
});

describe('The tiles that a proof was made from', () => {
  it('are not read for the next one', async () => {
    const prove = (index: number) =>
      kept.prove(LOG, (readNodes) => proveInclusion(index, SIZE, readNodes), holds);
    const first = await prove(3);
    const read = asked.length;
    expect(read).toBeGreaterThan(1);
    expect(await prove(3)).toEqual(first);
    await prove(4);
    expect(asked).toHaveLength(read);
  });

  it('are kept in a named number, those that were used last', async () => {
    const ask = (tile: number) => kept.prove(LOG, leafOf(tile), holds);
    for (let tile = 0; tile < TILES_KEPT_MAX; tile += 1) await ask(tile);
    await ask(0);
    expect(asked).toHaveLength(TILES_KEPT_MAX);
    await ask(TILES_KEPT_MAX);
    await ask(0);
    expect(asked).toHaveLength(TILES_KEPT_MAX + 1);
    await ask(1);
    expect(asked).toHaveLength(TILES_KEPT_MAX + 2);
  });

  it('are those of one log: under another name they are read again', async () => {
    await kept.prove(LOG, leafOf(0), holds);
    await kept.prove({ ...LOG, origin: 'another.example' }, leafOf(0), holds);
    await kept.prove(LOG, leafOf(0), holds);
    expect(asked).toEqual(['tile/0/000', 'tile/0/000', 'tile/0/000']);
  });

  it('are read again where a proof from them does not hold', async () => {
    const size = TILE_WIDTH - 1;
    const right = Buffer.alloc(size * 32, 7);
    let contents = Buffer.alloc(size * 32, 8);
    kept = new KeptTiles((tiles) => tiles.map(() => contents));
    const make = (readNodes: ReadNodes) => proveInclusion(5, size, readNodes);
    const verify = async (proof: readonly Hash[]) => {
      const healthy = new KeptTiles((tiles) => tiles.map(() => right));
      const root = await healthy.prove({ ...LOG, size }, (nodes) => treeRoot(size, nodes), holds);
      verifyInclusion(right.subarray(0, 32), 5, { size, root }, proof);
    };
    const prove = () => kept.prove({ ...LOG, size }, make, verify);
    const damaged = await prove();
    await expect(verify(damaged)).rejects.toThrow();
    contents = right;
    await expect(verify(await prove())).resolves.toBeUndefined();
  });
});
