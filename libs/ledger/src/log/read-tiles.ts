import { sql } from '#libs/database';
import { TILE_WIDTH, tilePath } from '#libs/merkle';
import type { ReadTiles, Tile } from '#libs/merkle';
import type pg from 'pg';

const TILE_HASHES = sql(import.meta.url, './tile-hashes.sql');

/** The hashes of tiles as they are stored, all in one statement; empty where nothing is. */
export function storedTiles(client: pg.Pool | pg.ClientBase): ReadTiles {
  return async (tiles) => {
    if (tiles.length === 0) return [];
    const { rows } = await client.query<{ hashes: Buffer | null }>(TILE_HASHES, [
      tiles.map(({ level }) => (level === 'entries' ? 0 : level)),
      tiles.map(({ index }) => index * TILE_WIDTH),
      tiles.map(({ width }) => width),
    ]);
    return rows.map(({ hashes }) => hashes ?? Buffer.of());
  };
}

/** Keeps every tile that was read: for many proofs in one tree, which share most of theirs. */
export function keptTiles(readTiles: ReadTiles): ReadTiles {
  const kept = new Map<string, Uint8Array>();
  return async (tiles) => {
    const missing = tiles.filter((tile) => !kept.has(tilePath(tile)));
    const read = missing.length > 0 ? await readTiles(missing) : [];
    for (const [at, tile] of missing.entries()) keep(kept, tile, read[at]);
    return tiles.map((tile) => kept.get(tilePath(tile)) ?? Buffer.of());
  };
}

function keep(kept: Map<string, Uint8Array>, tile: Tile, contents: Uint8Array | undefined): void {
  if (contents !== undefined) kept.set(tilePath(tile), contents);
}
