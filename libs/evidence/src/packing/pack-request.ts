/** What somebody wants a pack of. Instants are in UTC with milliseconds. */
export interface PackRequest {
  /** Absent: the whole log, up to the end of the first checkpoint that covers the position. */
  readonly company?: string;
  readonly from: string;
  readonly to: string;
  /** What is known: every event up to this position. */
  readonly position: number;
  /** The size of an earlier checkpoint of the log. */
  readonly since?: number;
  /** Up to when reads, and papers that were stored beside the ledger, are carried. */
  readonly accessedUntil: string;
}

/** How far a pack is, in events. */
export interface PackProgress {
  /** What is done with them. */
  readonly what: string;
  readonly done: number;
  readonly total: number;
}
