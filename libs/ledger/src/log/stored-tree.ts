import { sql } from '#libs/database';
import { CompactRange, hashesAtLevel, TILE_HEIGHT, TILE_WIDTH } from '#libs/merkle';
import type { Hash, TreeNode } from '#libs/merkle';
import type pg from 'pg';
import { TREE_NODES_PAGE_MAX } from '../limits.js';
import { LogFault } from './log-fault.js';
import { readLeaves } from './read-leaves.js';
import { StreamOrder } from './stream-order.js';

const TREE_NODES = sql(import.meta.url, './tree-nodes.sql');
const INSERT_TREE_NODES = sql(import.meta.url, './insert-tree-nodes.sql');
/** Levels of nodes that are stored, one row for 256 leaves, for 65,536 ... */
export const STORED_LEVELS = [1, 2, 3, 4, 5, 6] as const;

/** The tree over the leaves that are signed already. */
export interface StoredTree {
  /** Ready to take the next leaf. */
  readonly range: CompactRange;
  /** The stored roots over 256 leaves each. */
  readonly tileRoots: readonly Hash[];
}

/**
 * Builds the tree of this size from its stored nodes and, for the last leaves, their bytes. Every
 * node above the lowest is computed and compared, so that only the lowest are taken as they stand:
 * `rehash` and the signed root answer for those.
 * @throws LogFault
 */
export async function readTree(client: pg.ClientBase, size: number): Promise<StoredTree> {
  const levels = new Map<number, readonly Hash[]>();
  for (const level of STORED_LEVELS) levels.set(level, await readLevel(client, level, size));
  const tileRoots = levels.get(1) ?? [];
  const upper = CompactRange.empty();
  for (const root of tileRoots) {
    upper.append(root, ({ level, index }, hash) => {
      if (level > 0 && level % TILE_HEIGHT === 0) compare(levels, level, index, hash);
    });
  }
  const range = CompactRange.restore(tileRoots.length * TILE_WIDTH, upper.hashes);
  for await (const leaves of readLeaves(client, range.size, size)) {
    for (const { hash } of leaves) range.append(hash);
  }
  return { range, tileRoots };
}

/** Exactly as many nodes as a tree of this size has at a level. */
async function readLevel(
  client: pg.ClientBase,
  level: number,
  size: number,
): Promise<readonly Hash[]> {
  const count = hashesAtLevel(size, level);
  const hashes: Hash[] = [];
  for (;;) {
    const values = [level, hashes.length, TREE_NODES_PAGE_MAX];
    const { rows } = await client.query<{ index: number; hash: Hash }>(TREE_NODES, values);
    for (const { index, hash } of rows) {
      if (index !== hashes.length) throw nodeFault(level, hashes.length, 'is missing');
      if (index >= count) throw nodeFault(level, index, 'is more than the signed tree has');
      hashes.push(hash);
    }
    if (rows.length < TREE_NODES_PAGE_MAX) break;
  }
  if (hashes.length < count) throw nodeFault(level, hashes.length, 'is missing');
  return hashes;
}

/** `level` counts from the tile roots upwards. */
function compare(
  levels: ReadonlyMap<number, readonly Hash[]>,
  level: number,
  index: number,
  hash: Hash,
): void {
  const storedLevel = 1 + level / TILE_HEIGHT;
  const stored = levels.get(storedLevel)?.[index];
  if (stored?.equals(hash) !== true) {
    throw nodeFault(storedLevel, index, 'is not the hash of the nodes below it');
  }
}

function nodeFault(level: number, index: number, what: string): LogFault {
  return new LogFault('node', `The stored tree node ${index} of level ${level} ${what}.`);
}

/**
 * Hashes leaves under the stored tile roots again, going on where the last call ended, at most
 * `leavesMax` of them; all of them where there are no more. Returns where it ended.
 * @throws LogFault
 */
export async function rehash(
  client: pg.ClientBase,
  { tileRoots }: StoredTree,
  from: number,
  leavesMax: number,
): Promise<number> {
  const end = tileRoots.length * TILE_WIDTH;
  const start = from >= end || end <= leavesMax ? 0 : wholeTiles(from);
  let tile = CompactRange.empty();
  let position = start;
  for await (const leaves of readLeaves(
    client,
    start,
    Math.min(end, start + wholeTiles(leavesMax)),
  )) {
    for (const { hash } of leaves) {
      tile.append(hash);
      position += 1;
      if (tile.size < TILE_WIDTH) continue;
      refuseOtherTile(tile.root(), tileRoots, position);
      tile = CompactRange.empty();
    }
  }
  return position;
}

function wholeTiles(leaves: number): number {
  return leaves - (leaves % TILE_WIDTH);
}

function refuseOtherTile(root: Hash, tileRoots: readonly Hash[], last: number): void {
  const index = last / TILE_WIDTH - 1;
  if (tileRoots[index]?.equals(root) === true) return;
  const first = last - TILE_WIDTH + 1;
  throw new LogFault(
    'node',
    `Events ${first} to ${last} do not hash to the stored tree node ${index} of level 1.`,
  );
}

/**
 * Takes the leaves after those of the range up to a position, checked, and stores the nodes that
 * they complete.
 * @throws LogFault
 */
export async function growTree(
  client: pg.ClientBase,
  range: CompactRange,
  upTo: number,
): Promise<void> {
  const order = new StreamOrder(client, range.size);
  const completed: (readonly [TreeNode, Hash])[] = [];
  for await (const leaves of readLeaves(client, range.size, upTo)) {
    await order.follow(leaves.map(({ event }) => event));
    for (const { hash } of leaves) {
      range.append(hash, (node, root) => {
        if (node.level > 0 && node.level % TILE_HEIGHT === 0) completed.push([node, root]);
      });
    }
  }
  if (completed.length === 0) return;
  await client.query(INSERT_TREE_NODES, [
    completed.map(([{ level }]) => level / TILE_HEIGHT),
    completed.map(([{ index }]) => index),
    completed.map(([, hash]) => hash),
  ]);
}
