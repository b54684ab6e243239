/** How a pack is not what it says it is. */
export type FindingKind =
  /** The bytes of a file are not those that manifest and sums say. */
  | 'altered'
  /** No key that was given has signed, or a signature is not that of its key. */
  | 'signature'
  /** The pack is older than a checkpoint that was kept elsewhere. */
  | 'rollback'
  /** The log signed two histories, of which neither begins with the other. */
  | 'equivocation'
  /** A proof does not lead from an earlier checkpoint to that of the pack. */
  | 'consistency'
  /** The events do not give the root that was signed. */
  | 'root'
  /** An event does not stand in the tree where it says. */
  | 'inclusion'
  /** Bytes that are no event, or not in canonical form. */
  | 'bytes'
  /** Positions, sequences or record times do not follow on each other. */
  | 'order'
  /** Two events have one source and id. */
  | 'duplicate'
  /** There are fewer events than the ledger has committed to. */
  | 'incomplete'
  /** The record of heads is not what the ledger has committed to. */
  | 'heads'
  /** What the pack tells is not what follows from its events. */
  | 'told'
  /** A personal text is not the one that its event commits to, or is neither there nor erased. */
  | 'personal'
  /** A paper is not the one that evidence names. */
  | 'paper'
  /** The manifest says of the pack what it is not. */
  | 'manifest';

/** One thing that is wrong. */
export interface Finding {
  readonly kind: FindingKind;
  /** A sentence. */
  readonly detail: string;
  readonly position?: number;
  /** Signed notes that are the evidence. */
  readonly notes?: readonly string[];
}

/** Findings that are named; all are counted. */
export const FINDINGS_NAMED_MAX = 100;

/** All that is wrong, in the order in which it is found. */
export class Findings {
  private readonly first: Finding[] = [];
  private found = 0;

  add(kind: FindingKind, detail: string, more: Omit<Finding, 'kind' | 'detail'> = {}): void {
    this.found += 1;
    if (this.first.length < FINDINGS_NAMED_MAX) this.first.push({ kind, detail, ...more });
  }

  get named(): readonly Finding[] {
    return this.first;
  }

  get count(): number {
    return this.found;
  }
}
