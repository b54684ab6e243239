/** How the ledger differs from what was signed, or from what can be signed. */
export type FaultKind =
  /** The ledger is shorter than a checkpoint that was signed: an older backup, or events deleted. */
  | 'rollback'
  /** Two roots of one size, or a root that none of the leaves gives. */
  | 'root'
  /** The log signed two histories, of which neither begins with the other. */
  | 'equivocation'
  /** A position without an event. */
  | 'missing'
  /** The stored leaf hash is not that of the stored bytes. */
  | 'leaf-hash'
  /** The stored bytes are no event, or not in canonical form. */
  | 'bytes'
  /** A column says something else than the bytes that it is derived from. */
  | 'column'
  /** A stream's sequence has a gap, or record time runs backwards. */
  | 'order'
  /** A stored node of the tree is not the hash of what is below it. */
  | 'node'
  /** A stored checkpoint is not what was signed, or by another key or for another log. */
  | 'checkpoint'
  /** What the ledger says of the name that its log had before is not so. */
  | 'origin'
  /** The count of events that the ledger has committed to is not that of its events. */
  | 'heads';

/** What a fault is about, for programs. */
export interface FaultOptions extends ErrorOptions {
  readonly position?: number;
  /** Signed notes that are the evidence. */
  readonly notes?: readonly string[];
}

/**
 * The ledger cannot be vouched for. Nothing was signed; what is wrong must be mended by a person,
 * for no program can tell which of two histories is the true one.
 */
export class LogFault extends Error {
  readonly position: number | undefined;
  readonly notes: readonly string[];

  constructor(
    readonly kind: FaultKind,
    /** A sentence that names positions and sizes. */
    readonly detail: string,
    options: FaultOptions = {},
  ) {
    super(detail, options);
    this.position = options.position;
    this.notes = options.notes ?? [];
    this.name = 'LogFault';
  }
}
