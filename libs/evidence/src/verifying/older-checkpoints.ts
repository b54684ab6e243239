import { EMPTY_ROOT, ProofRefused, verifyConsistency } from '#libs/merkle';
import type { Hash, VerifiedCheckpoint } from '#libs/merkle';
import { WrongUse } from './errors.js';
import type { Findings } from './findings.js';
import type { PackCheckpoints } from './pack-checkpoints.js';
import type { OlderCheckpoint } from './trust-roots.js';

/** Whether the pack was shown to begin with a checkpoint that was kept elsewhere. */
export interface ComparedOlder {
  readonly where: string;
  readonly size: number;
  readonly verdict: 'consistent' | 'contradicted' | 'not-shown';
}

/** The root over the first so many events of the pack, where it has them all. */
export type RootAt = (size: number) => Hash | undefined;

/**
 * Holds the checkpoints of a pack against each other and against those that were kept elsewhere.
 * @throws WrongUse for one of another log
 */
export function compareOlder(
  { checkpoint, since }: PackCheckpoints,
  older: readonly OlderCheckpoint[],
  rootAt: RootAt,
  findings: Findings,
): readonly ComparedOlder[] {
  for (const { checkpoint: kept, where } of older) refuseOtherLog(kept, checkpoint, where);
  if (since !== undefined) {
    const earlier = { checkpoint: since.checkpoint, where: 'checkpoint-since of the pack' };
    new Compare(checkpoint, since, rootAt, findings).with(earlier);
  }
  return older.map((kept) => new Compare(checkpoint, since, rootAt, findings).with(kept));
}

function refuseOtherLog(
  { origin }: VerifiedCheckpoint,
  of: VerifiedCheckpoint,
  where: string,
): void {
  if (origin === of.origin) return;
  throw new WrongUse(`The checkpoint in ${where} is of the log ${origin}, not of ${of.origin}.`);
}

class Compare {
  constructor(
    private readonly checkpoint: VerifiedCheckpoint,
    private readonly since: PackCheckpoints['since'],
    private readonly rootAt: RootAt,
    private readonly findings: Findings,
  ) {}

  with({ checkpoint: kept, where }: OlderCheckpoint): ComparedOlder {
    return { where, size: kept.size, verdict: this.verdict(kept, where) };
  }

  private verdict(kept: VerifiedCheckpoint, where: string): ComparedOlder['verdict'] {
    const { checkpoint, since } = this;
    if (kept.size > checkpoint.size) return this.rollback(kept, where);
    const others = [checkpoint, ...(since === undefined ? [] : [since.checkpoint])];
    const twin = others.find(({ size, root }) => size === kept.size && !root.equals(kept.root));
    if (twin !== undefined) return this.equivocation(kept, where, twin);
    if (kept.size === checkpoint.size) return 'consistent';
    const root = kept.size === 0 ? EMPTY_ROOT : this.rootAt(kept.size);
    if (root !== undefined && !root.equals(kept.root)) {
      return this.equivocation(kept, where, checkpoint);
    }
    const isProven = since?.proof.from === kept.size;
    if (isProven && !this.isProven(kept, where, since.proof.hashes)) return 'contradicted';
    return isProven || root !== undefined ? 'consistent' : 'not-shown';
  }

  private isProven(kept: VerifiedCheckpoint, where: string, proof: readonly Hash[]): boolean {
    try {
      verifyConsistency(kept, this.checkpoint, proof);
      return true;
    } catch (error) {
      if (!(error instanceof ProofRefused)) throw error;
      const detail = `The proof does not lead from ${kept.size} events (${where}) to the checkpoint`;
      this.findings.add('consistency', `${detail}: ${error.reason}.`, {
        notes: [kept.note, this.checkpoint.note],
      });
      return false;
    }
  }

  private rollback(kept: VerifiedCheckpoint, where: string): 'contradicted' {
    const detail =
      `The pack covers ${this.checkpoint.size} events, but a checkpoint over ${kept.size} was ` +
      `signed before (${where}): events were taken out, or the pack is older.`;
    this.findings.add('rollback', detail, { notes: [kept.note, this.checkpoint.note] });
    return 'contradicted';
  }

  private equivocation(
    kept: VerifiedCheckpoint,
    where: string,
    other: VerifiedCheckpoint,
  ): 'contradicted' {
    const detail =
      `Two histories were signed: ${where} is over ${kept.size} events, and the checkpoint over ` +
      `${other.size} in the pack does not begin with them.`;
    this.findings.add('equivocation', detail, { notes: [kept.note, other.note] });
    return 'contradicted';
  }
}
