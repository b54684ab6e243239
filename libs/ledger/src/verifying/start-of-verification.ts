import {
  CompactRange,
  Malformed,
  nodesFromTiles,
  ProofRefused,
  proveConsistency,
  verifyConsistency,
} from '#libs/merkle';
import type { TreeHead, VerifiedCheckpoint } from '#libs/merkle';
import type pg from 'pg';
import { LogFault } from '../log/log-fault.js';
import { storedTiles } from '../log/read-tiles.js';
import { readTree } from '../log/stored-tree.js';
import type { KeptCheckpoint } from './signed-heads.js';

/** From where the leaves are hashed, and the checkpoints that are still to be held against them. */
export interface StartOfVerification {
  readonly range: CompactRange;
  readonly kept: readonly KeptCheckpoint[];
}

/**
 * Goes on behind what was verified before, if the stored tree still has its root and begins with
 * every kept checkpoint that is not longer. Otherwise from the first leaf, which finds out why.
 */
export async function startOfVerification(
  client: pg.ClientBase,
  verified: VerifiedCheckpoint | undefined,
  kept: readonly KeptCheckpoint[],
): Promise<StartOfVerification> {
  const fromTheFirst = { range: CompactRange.empty(), kept };
  if (verified === undefined) return fromTheFirst;
  const range = await treeOf(client, verified);
  if (range === undefined) return fromTheFirst;
  for (const { checkpoint } of kept) {
    if (!(await isBegunWith(client, checkpoint, verified))) return fromTheFirst;
  }
  return { range, kept: kept.filter(({ checkpoint: { size } }) => size > verified.size) };
}

async function treeOf(client: pg.ClientBase, head: TreeHead): Promise<CompactRange | undefined> {
  try {
    const { range } = await readTree(client, head.size);
    return range.root().equals(head.root) ? range : undefined;
  } catch (error) {
    if (error instanceof LogFault) return undefined;
    throw error;
  }
}

async function isBegunWith(
  client: pg.ClientBase,
  earlier: TreeHead,
  later: TreeHead,
): Promise<boolean> {
  if (earlier.size > later.size) return true;
  try {
    const readNodes = nodesFromTiles(later.size, storedTiles(client));
    verifyConsistency(earlier, later, await proveConsistency(earlier.size, later.size, readNodes));
    return true;
  } catch (error) {
    if (error instanceof ProofRefused || error instanceof Malformed) return false;
    throw error;
  }
}
