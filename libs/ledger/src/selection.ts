/** A selection of the ledger, in position order. All given conditions hold together. */
export interface EventSelection {
  /** Positions greater than this. */
  readonly after?: number;
  /** Positions less than this. */
  readonly before?: number;
  /** Exact types, or families written `feature.*`. */
  readonly types?: readonly string[];
  readonly subjects?: readonly string[];
  /** Valid time at or after, RFC 3339. */
  readonly from?: string;
  /** Valid time before, RFC 3339. */
  readonly to?: string;
}
