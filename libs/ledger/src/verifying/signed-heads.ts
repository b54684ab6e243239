import type { Hash, VerifiedCheckpoint } from '#libs/merkle';
import { LogFault } from '../log/log-fault.js';

/** A checkpoint that was kept elsewhere, and what it is called in messages. */
export interface KeptCheckpoint {
  readonly checkpoint: VerifiedCheckpoint;
  readonly where: string;
  /** Not only signed: whoever has it got it from the log, so that the log must have it still. */
  readonly isPublished?: boolean;
}

/**
 * Holds the tree, as it grows over the leaves, against every checkpoint that was signed of it: those
 * that the database has and those that were kept elsewhere.
 */
export class SignedHeads {
  private readonly kept: KeptCheckpoint[];
  /** Kept ones whose tree is not that of the leaves, until it is known what was signed instead. */
  private disputed: KeptCheckpoint[] = [];
  private readonly published: KeptCheckpoint[] = [];
  private next: VerifiedCheckpoint | undefined;
  private isFollowed = false;
  private isOff = false;
  private found = 0;

  constructor(
    private readonly stored: AsyncGenerator<VerifiedCheckpoint, void>,
    kept: readonly KeptCheckpoint[],
    private readonly onFault: (fault: LogFault) => void,
    /** The one before the stored ones, if there is one. */
    private last?: VerifiedCheckpoint,
  ) {
    this.kept = [...kept].sort((one, other) => one.checkpoint.size - other.checkpoint.size);
  }

  /** Stored checkpoints that were looked at. */
  get count(): number {
    return this.found;
  }

  /** The newest stored checkpoint so far, of those whose signature holds. */
  get newest(): VerifiedCheckpoint | undefined {
    return this.last;
  }

  /** The size up to which the tree need not be looked at. */
  async wantedSize(): Promise<number> {
    const next = await this.follow();
    return Math.min(next?.size ?? Infinity, this.kept[0]?.checkpoint.size ?? Infinity);
  }

  /** To be told of every size that is wanted. */
  async meet(size: number, root: Hash): Promise<void> {
    while ((this.kept[0]?.checkpoint.size ?? Infinity) <= size) {
      const one = this.kept.shift();
      if (one === undefined) break;
      if (!one.checkpoint.root.equals(root)) this.disputed.push(one);
      else if (one.isPublished) this.published.push(one);
    }
    for (await this.follow(); this.next !== undefined && this.next.size <= size;) {
      this.judge(this.next, root);
      this.isFollowed = false;
      await this.follow();
    }
  }

  /** What is left was signed over more leaves than there are. */
  async end(size: number): Promise<void> {
    const before = this.last;
    for (;;) {
      const next = await this.follow();
      if (next === undefined) break;
      this.last = next;
      this.isFollowed = false;
    }
    if (this.last && this.last !== before) {
      this.judgeLonger(this.last, 'the newest checkpoint of the database', size);
    }
    for (const { checkpoint, where } of this.kept) this.judgeLonger(checkpoint, where, size);
    for (const one of this.published) this.judgeUnknown(one);
    for (const { checkpoint, where } of this.disputed) {
      const detail = `The root over ${checkpoint.size} events in ${where} is not that of the ledger.`;
      this.onFault(new LogFault('root', detail, { notes: notesOf(checkpoint, this.last) }));
    }
  }

  private judge(stored: VerifiedCheckpoint, root: Hash): void {
    const isOfLedger = stored.root.equals(root);
    if (!isOfLedger && !this.isOff) this.onFault(otherRoot(stored, root));
    // Behind an event that was changed all roots are off: only the first is named.
    this.isOff = !isOfLedger;
    const isOther = ({ checkpoint: { size, root: kept } }: KeptCheckpoint): boolean =>
      size === stored.size ? !kept.equals(stored.root) : isOfLedger;
    for (const { checkpoint, where } of this.disputed.filter(isOther)) {
      const detail =
        `Two histories were signed: ${where} is over ${checkpoint.size} events, and checkpoint ` +
        `${stored.size} of the database does not begin with them.`;
      this.onFault(new LogFault('equivocation', detail, { notes: notesOf(checkpoint, stored) }));
    }
    this.disputed = this.disputed.filter((one) => !isOther(one));
    this.last = stored;
  }

  private judgeLonger(signed: VerifiedCheckpoint, where: string, size: number): void {
    const detail =
      `The ledger has ${size} events, but a checkpoint over ${signed.size} was signed: ` +
      `events were deleted, or it is an older backup (${where}).`;
    const other = signed === this.last ? undefined : this.last;
    this.onFault(new LogFault('rollback', detail, { notes: notesOf(signed, other) }));
  }

  private judgeUnknown({ checkpoint, where }: KeptCheckpoint): void {
    if (this.last !== undefined && this.last.size >= checkpoint.size) return;
    const newest = this.last === undefined ? 'none' : `none over more than ${this.last.size}`;
    const detail = `A checkpoint over ${checkpoint.size} events was signed (${where}), but the database has ${newest}.`;
    this.onFault(new LogFault('rollback', detail, { notes: notesOf(checkpoint, this.last) }));
  }

  /** The next stored checkpoint, until it is judged. */
  private async follow(): Promise<VerifiedCheckpoint | undefined> {
    if (this.isFollowed) return this.next;
    this.isFollowed = true;
    const { value } = await this.stored.next();
    this.next = value ?? undefined;
    if (this.next !== undefined) this.found += 1;
    return this.next;
  }
}

function otherRoot(signed: VerifiedCheckpoint, found: Hash): LogFault {
  const [was, is] = [signed.root, found].map((root) => root.toString('base64'));
  return new LogFault(
    'root',
    `The root over ${signed.size} events was signed as ${was}, but the ledger gives ${is}.`,
    { notes: [signed.note] },
  );
}

function notesOf(one: VerifiedCheckpoint, other: VerifiedCheckpoint | undefined): string[] {
  return [one.note, ...(other === undefined ? [] : [other.note])];
}
