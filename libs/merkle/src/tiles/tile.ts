import { Malformed } from '../errors.js';
import { integerOfDecimal } from '../text/decimal.js';

/** A tile spans this many levels of the tree (C2SP tlog-tiles) ... */
export const TILE_HEIGHT = 8;
/** ... and, when full, has this many hashes or entries. */
export const TILE_WIDTH = 256;
const LEVEL_MAX = 63;

/**
 * Consecutive hashes of one level, `index * 256` being the first; or, at the level `entries`, what
 * the hashes of the same tile at level 0 are hashes of. Narrower than 256: a partial tile.
 */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** `tile/<L>/<N>[.p/<W>]`, relative to the log's prefix (C2SP tlog-tiles). */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${indexPath(index)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Groups of three digits, all but the last marked by an x: 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  return padded.replace(/\d{3}(?=\d)/g, 'x$&/');
}

const PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/;

/** @throws Malformed for anything but the one way to write the path of a tile */
export function parseTilePath(path: string): Tile {
  const [, level, index, width] = PATH.exec(path) ?? [];
  const tile = {
    level: level === 'entries' ? level : (integerOfDecimal(level ?? '') ?? NaN),
    index: Number(index?.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  } as const;
  const inBounds =
    (tile.level === 'entries' || tile.level <= LEVEL_MAX) &&
    Number.isSafeInteger(tile.index) &&
    (width === undefined || (tile.width >= 1 && tile.width < TILE_WIDTH));
  if (!inBounds || tilePath(tile) !== path) throw new Malformed('tile', 'its path is none');
  return tile;
}

/** How many hashes there are at a tile level of a tree: floor(size / 256^level). */
export function hashesAtLevel(size: number, level: Tile['level']): number {
  return Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
}

/** Whether a tree of this size has the whole of the tile. */
export function hasTile(size: number, { level, index, width }: Tile): boolean {
  return index * TILE_WIDTH + width <= hashesAtLevel(size, level);
}

/** The tile at a place of a tree of this size, as wide as the tree fills it; or undefined. */
export function tileAt(size: number, level: Tile['level'], index: number): Tile | undefined {
  const width = Math.min(TILE_WIDTH, hashesAtLevel(size, level) - index * TILE_WIDTH);
  return width > 0 ? { level, index, width } : undefined;
}

/** Every tile of hashes of a tree of this size, level by level. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; hashesAtLevel(size, level) > 0; level += 1) {
    const tiles = Math.ceil(hashesAtLevel(size, level) / TILE_WIDTH);
    for (let index = 0; index < tiles; index += 1) {
      const tile = tileAt(size, level, index);
      if (tile !== undefined) yield tile;
    }
  }
}
