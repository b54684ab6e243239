/** An event, or one of its attributes, is longer than the ledger takes. Nothing was written. */
export class EventTooLarge extends Error {
  constructor(
    readonly index: number,
    /** `event` for the whole of it. */
    readonly part: 'event' | 'source' | 'id' | 'type' | 'subject' | 'actor',
    readonly bytes: number,
    readonly bytesMax: number,
  ) {
    super(`Proposal ${index}: the ${part} has ${bytes} bytes; at most ${bytesMax} are taken.`);
    this.name = 'EventTooLarge';
  }
}

/** An append has no events, or more events, guards, claims or releases than the ledger takes. */
export class BatchTooLarge extends Error {
  constructor(
    readonly part: 'proposals' | 'guards' | 'claims' | 'releases',
    readonly count: number,
    readonly countMax: number,
  ) {
    super(`The append has ${count} ${part}; at most ${countMax} are taken.`);
    this.name = 'BatchTooLarge';
  }
}

/** A value has no one canonical form. `pointer` is its place (RFC 6901). */
export class NotCanonical extends Error {
  constructor(
    readonly pointer: string,
    readonly reason: string,
    /** The proposal of the append, where there is one. */
    readonly index?: number,
  ) {
    super(`${pointer === '' ? 'The value' : pointer} ${reason}.`);
    this.name = 'NotCanonical';
  }
}

/** A text is not JSON, or not JSON that every reader understands alike. */
export class MalformedJson extends Error {
  constructor(
    readonly reason: string,
    /** Characters before the fault, where that is known. */
    readonly offset?: number,
  ) {
    super(offset === undefined ? `${reason}.` : `${reason} (at character ${offset}).`);
    this.name = 'MalformedJson';
  }
}

/**
 * The ledger cannot record now: the database is away, full or busy, or this process is closing.
 * Whether the events were recorded is unknown only when `outcome` says so; recording the same ids
 * again is safe in every case.
 */
export class LedgerUnavailable extends Error {
  constructor(
    readonly reason: string,
    readonly retryAfterSeconds: number,
    readonly outcome: 'not-recorded' | 'unknown' = 'not-recorded',
    options?: ErrorOptions,
  ) {
    super(`The ledger is unavailable: ${reason}.`, options);
    this.name = 'LedgerUnavailable';
  }
}

/**
 * The ledger has fewer events than this process has recorded: the database was put back to an
 * earlier state. Positions that were acknowledged would be given again, so nothing is recorded.
 */
export class LedgerRolledBack extends LedgerUnavailable {
  constructor(
    readonly events: number,
    readonly recorded: number,
    retryAfterSeconds: number,
  ) {
    super(`it has ${events} events, but ${recorded} were acknowledged`, retryAfterSeconds);
    this.name = 'LedgerRolledBack';
  }
}
