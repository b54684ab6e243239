import type { RecordedOrigin } from '#libs/ledger/pure';
import { EMPTY_ROOT, ProofRefused, verifyConsistency } from '#libs/merkle';
import type { Hash, VerifiedCheckpoint } from '#libs/merkle';
import { WrongUse } from './errors.js';
import type { Findings } from './findings.js';
import type { LogHistory } from './log-history.js';
import type { PackCheckpoints } from './pack-checkpoints.js';
import type { OlderCheckpoint } from './trust-roots.js';

/** Whether the pack was shown to begin with a checkpoint that was kept elsewhere. */
export interface ComparedOlder {
  readonly where: string;
  readonly size: number;
  readonly verdict:
    | 'consistent'
    | 'contradicted'
    | 'not-shown'
    /** Its last events were lost, as the log says, which began anew under another name. */
    | 'lost';
}

/** The root over the first so many events of the pack, where it has them all. */
export type RootAt = (size: number) => Hash | undefined;

/** What a pack says of its log, and what of it can be computed. */
export interface HeldAgainst {
  readonly checkpoints: PackCheckpoints;
  readonly history: LogHistory;
  readonly rootAt: RootAt;
}

/**
 * Holds the checkpoints of a pack against each other, against those that were kept elsewhere, and
 * all of them against what the log says of its keys and names.
 * @throws WrongUse for one of another log
 */
export function compareOlder(
  held: HeldAgainst,
  older: readonly OlderCheckpoint[],
  findings: Findings,
): readonly ComparedOlder[] {
  const { checkpoint, since } = held.checkpoints;
  const own = [
    { checkpoint, where: 'the checkpoint of the pack' },
    ...(since ? [{ checkpoint: since.checkpoint, where: 'checkpoint-since of the pack' }] : []),
  ];
  for (const one of older) refuseOtherLog(one, held);
  for (const one of [...own, ...older]) findRetired(one, held.history, findings);
  findEnded(held, findings);
  const compare = new Compare(held, findings);
  for (const one of own.slice(1)) compare.with(one);
  return older.map((one) => compare.with(one));
}

function refuseOtherLog({ checkpoint, where }: OlderCheckpoint, held: HeldAgainst): void {
  const { origin } = held.checkpoints.checkpoint;
  if ([origin, ...held.history.origins.names].includes(checkpoint.origin)) return;
  throw new WrongUse(
    `The checkpoint in ${where} is of the log ${checkpoint.origin}, not of ${origin}.`,
  );
}

/** A key that was rotated out stands for its own days only. */
function findRetired(
  { checkpoint, where }: OlderCheckpoint,
  { retired }: LogHistory,
  findings: Findings,
): void {
  if (checkpoint.signedBy.length === 0 || retired.accept(checkpoint)) return;
  const detail = `Only a key that was rotated out before has signed ${where}, over ${checkpoint.size} events.`;
  findings.add('signature', detail, { notes: [checkpoint.note] });
}

/** A log that was begun anew signs no more under its former name. */
function findEnded({ checkpoints, history }: HeldAgainst, findings: Findings): void {
  const { checkpoint } = checkpoints;
  const judged = history.origins.fateOf(checkpoint);
  if (judged.fate === 'here') return;
  const detail =
    `The log is called ${checkpoint.origin} over ${checkpoint.size} events, but event ` +
    `${judged.by.position} says that it is another then.`;
  findings.add('signature', detail, { notes: [checkpoint.note, judged.by.former.note] });
}

class Compare {
  private readonly checkpoint: VerifiedCheckpoint;
  private readonly since: PackCheckpoints['since'];

  constructor(
    private readonly held: HeldAgainst,
    private readonly findings: Findings,
  ) {
    this.checkpoint = held.checkpoints.checkpoint;
    this.since = held.checkpoints.since;
  }

  with({ checkpoint: kept, where }: OlderCheckpoint): ComparedOlder {
    const judged = this.held.history.origins.fateOf(kept);
    const { fate } = judged;
    const verdict =
      fate === 'here'
        ? this.verdict(kept, where)
        : fate === 'lost'
          ? this.lost(kept, where, judged.by.former)
          : this.rollback(kept, where);
    return { where, size: kept.size, verdict };
  }

  /** The log names the last checkpoint of its former name itself. */
  private lost(
    kept: VerifiedCheckpoint,
    where: string,
    named: RecordedOrigin['former'],
  ): ComparedOlder['verdict'] {
    const isOther = named.size === kept.size && !named.root.equals(kept.root);
    return isOther ? this.equivocation(kept, where, named) : 'lost';
  }

  private verdict(kept: VerifiedCheckpoint, where: string): ComparedOlder['verdict'] {
    const { checkpoint, since } = this;
    if (kept.size > checkpoint.size) return this.rollback(kept, where);
    const others = [checkpoint, ...(since === undefined ? [] : [since.checkpoint])];
    const twin = others.find(({ size, root }) => size === kept.size && !root.equals(kept.root));
    if (twin !== undefined) return this.equivocation(kept, where, twin);
    if (kept.size === checkpoint.size) return 'consistent';
    const root = kept.size === 0 ? EMPTY_ROOT : this.held.rootAt(kept.size);
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
    other: Pick<VerifiedCheckpoint, 'size' | 'note'>,
  ): 'contradicted' {
    const detail =
      `Two histories were signed: ${where} is over ${kept.size} events, and the checkpoint over ` +
      `${other.size} in the pack does not begin with them.`;
    this.findings.add('equivocation', detail, { notes: [kept.note, other.note] });
    return 'contradicted';
  }
}
