import type { CheckpointRow, LedgerSnapshot } from '#libs/ledger';
import { ENTRY } from '../format/entry-names.js';
import { entryOf } from '../format/pack-entry.js';
import type { PackEntry } from '../format/pack-entry.js';
import { formatConsistency } from '../format/proofs.js';

/**
 * The checkpoint that the pack rests on; where an earlier one is named, that one and the proof that
 * this one begins with it.
 * @throws UnknownCheckpoint
 */
export async function checkpointEntries(
  snapshot: LedgerSnapshot,
  { origin, size, note }: CheckpointRow,
  since: number | undefined,
): Promise<readonly PackEntry[]> {
  const checkpoint = entryOf(ENTRY.checkpoint, note);
  if (since === undefined) return [checkpoint];
  const earlier = await snapshot.checkpoint(origin, since);
  const hashes = await snapshot.consistency(since, size);
  return [
    checkpoint,
    entryOf(ENTRY.checkpointSince, earlier.note),
    entryOf(ENTRY.consistency, formatConsistency({ from: since, to: size, hashes })),
  ];
}
