import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CompactRange,
  decodeEntryBundle,
  encodeEntryBundle,
  ENTRY_BYTES_MAX,
  hashesAtLevel,
  hasTile,
  leafHash,
  Malformed,
  nodesFromTiles,
  parseTilePath,
  proveConsistency,
  proveInclusion,
  tileAt,
  tilePath,
  tilesOf,
  TileTree,
  treeRoot,
} from '../index.js';
import type { Tile } from '../index.js';
import { NaiveTree } from '../testing/naive-tree.js';
import { StoredTree } from '../testing/stored-tree.js';

/** As large as the example of C2SP tlog-tiles: three levels of tiles. */
const SIZE = 70_000;
const naive = NaiveTree.numbered(SIZE);
const stored = new StoredTree(naive.leaves);

describe('the path of a tile', () => {
  it.each<[string, Tile]>([
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/1/999.p/255', { level: 1, index: 999, width: 255 }],
    ['tile/63/x001/000.p/1', { level: 63, index: 1_000, width: 1 }],
    ['tile/entries/x123/456.p/17', { level: 'entries', index: 123_456, width: 17 }],
    [
      'tile/2/x009/x007/x199/x254/x740/991',
      { level: 2, index: Number.MAX_SAFE_INTEGER, width: 256 },
    ],
  ])('%s is written and read', (path, tile) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each([
    '',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/x001/x002',
    'tile/0/-01',
    'tile/64/000',
    'tile/00/000',
    'tile/01/000',
    'tile/-1/000',
    'tile/data/000',
    'tile/8/0/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/0/x001/x000/x000/x000/x000/x000/000',
    'tile/0/000\n',
    'tile/0/０００',
  ])('%j is none', (path) => {
    expect(() => parseTilePath(path)).toThrow(Malformed);
  });

  it('is read as the tile that it was written for, whatever the tile', () => {
    const tile = fc.record({
      level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(tile, (given) => {
        expect(parseTilePath(tilePath(given))).toEqual(given);
      }),
    );
  });
});

describe('the tiles of a tree', () => {
  it('are those of the example in the specification', () => {
    const widths = new Map<string, number>();
    for (const { level, width } of tilesOf(70_000)) {
      const kind = `${level} ${width}`;
      widths.set(kind, (widths.get(kind) ?? 0) + 1);
    }
    expect(Object.fromEntries(widths)).toEqual({
      '0 256': 273,
      '0 112': 1,
      '1 256': 1,
      '1 17': 1,
      '2 1': 1,
    });
    expect([...tilesOf(256)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
    expect([...tilesOf(0)]).toEqual([]);
  });

  it('hold every leaf once, and every full tile once at the level above', () => {
    for (let size = 0; size <= 1_100; size += 1) {
      const tiles = [...tilesOf(size)];
      const hashes = (level: number): number =>
        tiles.filter((tile) => tile.level === level).reduce((sum, { width }) => sum + width, 0);
      expect(hashes(0)).toBe(size);
      expect(hashes(1)).toBe(Math.floor(size / 256));
      expect(tiles.every((tile) => hasTile(size, tile))).toBe(true);
      const wider = tiles
        .filter(({ width }) => width < 256)
        .map((tile) => ({ ...tile, width: tile.width + 1 }));
      const next = tiles.map((tile) => ({ ...tile, index: tile.index + 1 }));
      const beyond = next.filter(({ level, index }) => tileAt(size, level, index) === undefined);
      expect([...wider, ...beyond].some((tile) => hasTile(size, tile))).toBe(false);
    }
  });

  it('are as wide as the tree fills them', () => {
    expect(tileAt(70_000, 0, 273)).toEqual({ level: 0, index: 273, width: 112 });
    expect(tileAt(70_000, 0, 274)).toBeUndefined();
    expect(tileAt(70_000, 3, 0)).toBeUndefined();
    expect(tileAt(70_000, 'entries', 272)).toEqual({ level: 'entries', index: 272, width: 256 });
    expect(tileAt(Number.MAX_SAFE_INTEGER, 6, 0)?.width).toBe(31);
    expect(hashesAtLevel(Number.MAX_SAFE_INTEGER, 63)).toBe(0);
  });
});

describe('proofs from tiles', () => {
  it('are those of RFC 6962 at every size up to 300', async () => {
    for (let size = 1; size <= 300; size += 1) {
      const readNodes = nodesFromTiles(size, stored.readTiles);
      expect((await treeRoot(size, readNodes)).equals(naive.root(size))).toBe(true);
      const index = (size * 7) % size;
      expect(await proveInclusion(index, size, readNodes)).toEqual(naive.path(index, size));
      const from = 1 + ((size * 13) % size);
      expect(await proveConsistency(from, size, readNodes)).toEqual(naive.subproof(from, size));
    }
  });

  it('are those of RFC 6962 where tiles stand on tiles, and read few of them', async () => {
    const sizes = fc.oneof(fc.integer({ min: 1, max: SIZE }), fc.constantFrom(65_536, 65_537));
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (a, b) => {
        const [from, size] = [Math.min(a, b), Math.max(a, b)];
        let read = 0;
        const readNodes = nodesFromTiles(size, (tiles) => {
          read += tiles.length;
          return stored.readTiles(tiles);
        });
        expect(await proveInclusion(from - 1, size, readNodes)).toEqual(naive.path(from - 1, size));
        expect(await proveConsistency(from, size, readNodes)).toEqual(naive.subproof(from, size));
        expect(read).toBeLessThanOrEqual(2 * 2 * 3);
      }),
      { numRuns: 50 },
    );
  });

  it('refuse a tile of another width, and nodes that the tree has not', async () => {
    const wide = nodesFromTiles(5, () => [Buffer.alloc(6 * 32)]);
    await expect(treeRoot(5, wide)).rejects.toThrow(Malformed);
    await expect(
      treeRoot(
        5,
        nodesFromTiles(5, () => []),
      ),
    ).rejects.toThrow(Malformed);
    const five = nodesFromTiles(5, stored.readTiles);
    await expect(treeRoot(6, five)).rejects.toThrow(RangeError);
    await expect(proveInclusion(4, 6, five)).rejects.toThrow(RangeError);
    await expect(five([{ level: 2, index: 1 }])).rejects.toThrow(RangeError);
  });
});

describe('the tree of a tile', () => {
  const tile = { level: 0, index: 0, width: 200 };
  const hashes = naive.leaves.slice(0, tile.width).map((leaf) => leafHash(leaf));
  const tree = new TileTree(tile, Buffer.concat(hashes));

  it('has the root over any of its perfect subtrees, however often it is asked', () => {
    for (const round of ['hashed', 'known']) {
      for (let count = 1; count <= 128; count *= 2) {
        for (let first = 0; first + count <= tile.width; first += count) {
          const range = CompactRange.empty();
          for (const hash of hashes.slice(first, first + count)) range.append(hash);
          expect([round, tree.root(first, count)]).toEqual([round, range.root()]);
        }
      }
    }
  });

  it('has none over more than the tile, nor over what is no subtree', () => {
    expect(() => tree.root(0, 256)).toThrow(RangeError);
    expect(() => tree.root(200, 1)).toThrow(RangeError);
    expect(() => tree.root(192, 16)).toThrow(RangeError);
    expect(() => tree.root(1, 2)).toThrow(RangeError);
    expect(() => new TileTree(tile, Buffer.alloc(199 * 32))).toThrow(Malformed);
  });
});

describe('an entry bundle', () => {
  it('has each entry after its length', () => {
    const bundle = encodeEntryBundle([Buffer.from('ab'), Buffer.of(), Buffer.from('c')]);
    expect(bundle.toString('hex')).toBe('000261620000000163');
    expect(decodeEntryBundle(bundle, 3).map(String)).toEqual(['ab', '', 'c']);
  });

  it('is read as it was written', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
    fc.assert(
      fc.property(entries, (given) => {
        const read = decodeEntryBundle(encodeEntryBundle(given), given.length);
        expect(read.map((entry) => entry.toString('hex'))).toEqual(
          given.map((entry) => Buffer.from(entry).toString('hex')),
        );
      }),
    );
  });

  it('takes entries of 65,535 bytes and not one more', () => {
    const largest = Buffer.alloc(ENTRY_BYTES_MAX, 'x');
    expect(decodeEntryBundle(encodeEntryBundle([largest]), 1)).toEqual([largest]);
    expect(() => encodeEntryBundle([Buffer.alloc(ENTRY_BYTES_MAX + 1)])).toThrow(RangeError);
  });

  it('that is cut anywhere, or has too many entries, is refused', () => {
    const bundle = encodeEntryBundle([Buffer.from('abc'), Buffer.from('de')]);
    for (let length = 0; length < bundle.length; length += 1) {
      expect(() => decodeEntryBundle(bundle.subarray(0, length), 2)).toThrow(Malformed);
    }
    expect(() => decodeEntryBundle(bundle, 1)).toThrow(Malformed);
    expect(() => decodeEntryBundle(bundle, 3)).toThrow(Malformed);
  });
});
