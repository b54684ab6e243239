import type { CompactRange, Hash } from '#libs/merkle';
import type pg from 'pg';
import { NODES_COMPARED_MIN } from '../limits.js';
import { LogFault } from '../log/log-fault.js';
import { leafPages } from '../log/read-leaves.js';
import { StreamOrder } from '../log/stream-order.js';
import type { Followed } from '../log/stream-order.js';
import type { CompareNodes } from './compare-nodes.js';
import { ExamineLeaves } from './examine-leaves.js';
import type { SignedHeads } from './signed-heads.js';

/** Stands in the tree where an event is missing, so that those behind it keep their places. */
const NOTHING: Hash = Buffer.alloc(32);

export interface LeafWalk {
  readonly client: pg.ClientBase;
  readonly range: CompactRange;
  readonly upTo: number;
  readonly heads: SignedHeads;
  readonly nodes: CompareNodes;
  readonly onFault: (fault: LogFault) => void;
  readonly onProgress: (done: number) => void;
}

/**
 * Takes every leaf behind those of the range: hashes its bytes, compares them with their canonical
 * form and the columns, and the tree with what is stored and signed of it.
 */
export async function walkLeaves(walk: LeafWalk): Promise<void> {
  const { client, range, upTo, heads, nodes, onFault, onProgress } = walk;
  const order = new StreamOrder(client, range.size, onFault);
  let wanted = await heads.wantedSize();
  const meet = async (): Promise<void> => {
    await heads.meet(range.size, range.root());
    wanted = await heads.wantedSize();
  };
  /** Whether somebody wants to see the tree as it is now. */
  const append = (hash: Hash): boolean => {
    range.append(hash, nodes.take);
    return range.size >= wanted;
  };
  if (range.size >= wanted) await meet();
  for await (const rows of leafPages(client, range.size, upTo)) {
    const leaves = new ExamineLeaves(rows, onFault);
    const followed: Followed[] = [];
    while (rows.next()) {
      const { position } = leaves;
      if (position > range.size + 1) onFault(missing(range.size + 1, position - 1));
      while (range.size + 1 < position) if (append(NOTHING)) await meet();
      const { hash, place } = leaves.examined();
      if (place !== undefined) followed.push(place);
      if (append(hash)) await meet();
    }
    await order.follow(followed);
    await nodes.compare(NODES_COMPARED_MIN);
    onProgress(range.size);
  }
  await nodes.compare();
  if (range.size < upTo) onFault(missing(range.size + 1, upTo));
}

function missing(first: number, last: number): LogFault {
  const detail =
    first === last
      ? `There is no event at position ${first}.`
      : `There are no events at positions ${first} to ${last}.`;
  return new LogFault('missing', detail, { position: first });
}
