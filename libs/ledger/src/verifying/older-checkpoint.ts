import { Malformed, openCheckpoint, SignatureRefused } from '#libs/merkle';
import type { VerifiedCheckpoint, VerifierKey } from '#libs/merkle';
import { CannotRun } from '#libs/runtime';
import type { KeptCheckpoint } from './signed-heads.js';

/** A signed note that was kept elsewhere, and the file that it was read from. */
export interface OlderNote {
  readonly note: string;
  readonly where: string;
}

/** A checkpoint that the ledger cannot be held against. */
export class UnusableCheckpoint extends CannotRun {}

/**
 * The checkpoints in notes that the caller was given.
 * @throws UnusableCheckpoint for one that no trusted key signed, or of another log
 */
export function olderCheckpoints(
  notes: readonly OlderNote[],
  keys: readonly VerifierKey[],
  origins: readonly string[],
): readonly KeptCheckpoint[] {
  return notes.map(({ note, where }) => {
    const checkpoint = opened(note, keys, where);
    if (origins.length > 0 && !origins.includes(checkpoint.origin)) {
      throw new UnusableCheckpoint(
        `The checkpoint in ${where} is of the log ${checkpoint.origin}, not of ${origins.join(', ')}.`,
      );
    }
    return { checkpoint, where, isPublished: true };
  });
}

function opened(note: string, keys: readonly VerifierKey[], where: string): VerifiedCheckpoint {
  try {
    return openCheckpoint(note, keys);
  } catch (cause) {
    if (!(cause instanceof Malformed || cause instanceof SignatureRefused)) throw cause;
    throw new UnusableCheckpoint(`The checkpoint in ${where} cannot be used: ${cause.message}`);
  }
}

/** As `openCheckpoint`; absent for what no trusted key signed, or was never written. */
export function openedIfTrusted(
  note: string | undefined,
  keys: readonly VerifierKey[],
): VerifiedCheckpoint | undefined {
  if (note === undefined) return undefined;
  try {
    return openCheckpoint(note, keys);
  } catch (cause) {
    if (!(cause instanceof Malformed || cause instanceof SignatureRefused)) throw cause;
    return undefined;
  }
}
