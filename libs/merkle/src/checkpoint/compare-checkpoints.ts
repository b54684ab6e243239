import { ProofRefused } from '../errors.js';
import type { Hash } from '../hash.js';
import { verifyConsistency } from '../tree/consistency-proof.js';
import type { VerifiedCheckpoint } from './checkpoint.js';

/** What two signed checkpoints of one log say about it; both notes are the evidence. */
export interface Comparison {
  readonly verdict:
    /** The later one has every leaf of the earlier one, in its place. */
    | 'consistent'
    /** The one given as later is shorter: leaves that were vouched for are gone. */
    | 'rollback'
    /** One size, two roots: the log signed two histories. */
    | 'equivocation'
    /** The later is longer, but the proof does not show that it holds the earlier. */
    | 'unproven';
  readonly earlier: VerifiedCheckpoint;
  readonly later: VerifiedCheckpoint;
  /** Why it is `unproven`. */
  readonly reason?: string;
}

/**
 * Judges a checkpoint against one that was seen before. `unproven` may come of a damaged proof; a
 * second proof settles it, or the leaves themselves.
 * @throws ProofRefused for checkpoints of two different logs
 */
export function compareCheckpoints(
  earlier: VerifiedCheckpoint,
  later: VerifiedCheckpoint,
  proof: readonly Hash[],
): Comparison {
  if (earlier.origin !== later.origin) throw new ProofRefused('they are of two different logs');
  const pair = { earlier, later };
  if (later.size < earlier.size) return { verdict: 'rollback', ...pair };
  if (later.size === earlier.size && !later.root.equals(earlier.root)) {
    return { verdict: 'equivocation', ...pair };
  }
  try {
    verifyConsistency(earlier, later, proof);
    return { verdict: 'consistent', ...pair };
  } catch (error) {
    if (!(error instanceof ProofRefused)) throw error;
    return { verdict: 'unproven', ...pair, reason: error.reason };
  }
}
