/** The two times of every question. */
export interface AsOf {
  /** Instant of valid time, RFC 3339 in UTC. */
  readonly validAt: string;
  /** Record time as a ledger position: what was known once this position was recorded. */
  readonly knownAt: number;
}

/** An as-of that can be answered, with the position that the registers have reached. */
export interface ReachedAsOf extends AsOf {
  /** Never less than `knownAt`; the `Edict-Position` of the answer. */
  readonly reached: number;
}
