import { sql } from '#libs/database';
import { hashesAtLevel, TILE_HEIGHT, TILE_WIDTH } from '#libs/merkle';
import type { Hash, TreeNode } from '#libs/merkle';
import type pg from 'pg';
import { LogFault } from '../log/log-fault.js';
import { STORED_LEVELS } from '../log/stored-tree.js';

const STORED_NODES = sql(import.meta.url, './stored-nodes.sql');
const NODES_BEYOND = sql(import.meta.url, './nodes-beyond.sql');

/** Compares the nodes of the tree that are stored with those that the leaves give. */
export class CompareNodes {
  private readonly completed: (readonly [TreeNode, Hash])[] = [];

  /** @param size of the tree that was signed last: of this one nodes are stored */
  constructor(
    private readonly client: pg.ClientBase,
    private readonly size: number,
    private readonly onFault: (fault: LogFault) => void,
  ) {}

  /** Takes a node of the tree as it is built; most are not stored. */
  readonly take = ({ level, index }: TreeNode, hash: Hash): void => {
    if (level === 0 || level % TILE_HEIGHT !== 0) return;
    const stored = level / TILE_HEIGHT;
    if (index < hashesAtLevel(this.size, stored)) {
      this.completed.push([{ level: stored, index }, hash]);
    }
  };

  /** Compares all that was taken since the last time, if that are so many. */
  async compare(countMin = 1): Promise<void> {
    if (this.completed.length < countMin) return;
    const nodes = this.completed.splice(0);
    const { rows } = await this.client.query<{ hash: Hash | null }>(STORED_NODES, [
      nodes.map(([{ level }]) => level),
      nodes.map(([{ index }]) => index),
    ]);
    for (const [at, [node, hash]] of nodes.entries()) {
      const stored = rows[at]?.hash ?? undefined;
      if (stored === undefined) this.onFault(missing(node));
      else if (!stored.equals(hash)) this.onFault(different(node));
    }
  }

  /** Nodes over leaves that nobody has signed. */
  async refuseMore(): Promise<void> {
    const counts = STORED_LEVELS.map((level) => hashesAtLevel(this.size, level));
    const { rows } = await this.client.query<TreeNode>(NODES_BEYOND, [STORED_LEVELS, counts]);
    for (const { level, index } of rows) {
      const what = `The stored tree node ${index} of level ${level} is more than the signed tree has`;
      this.onFault(new LogFault('node', `${what}.`));
    }
  }
}

function missing({ level, index }: TreeNode): LogFault {
  return new LogFault('node', `The stored tree node ${index} of level ${level} is missing.`);
}

function different({ level, index }: TreeNode): LogFault {
  const width = TILE_WIDTH ** level;
  const position = index * width + 1;
  return new LogFault(
    'node',
    `Events ${position} to ${position + width - 1} do not hash to the stored tree node ${index} ` +
      `of level ${level}.`,
    { position },
  );
}
