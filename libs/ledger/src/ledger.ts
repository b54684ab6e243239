import type { AppendRequest, Claim, Receipt, Verdict } from './append.js';
import type { EventId, RecordedEvent } from './event.js';

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

export interface LedgerHead {
  readonly position: number;
  /** Absent while the ledger is empty. */
  readonly recordedtime?: string;
}

export interface StoredEvent {
  readonly event: RecordedEvent;
  /** The exact hashed bytes. */
  readonly bytes: Buffer;
  readonly leafHash: string;
}

/**
 * The append-only ledger. It does not know the domain: types, subjects and claims are names to it.
 */
export interface Ledger {
  /**
   * Records one append, or says why not. Resolves only when the events are durable.
   * @throws EventTooLarge, NotCanonical before anything is written
   * @throws LedgerUnavailable when the database cannot be reached or the head stays locked
   */
  append(request: AppendRequest): Promise<Verdict>;
  head(): Promise<LedgerHead>;
  /** At most `limit` (up to 1,000) events of the selection, in position order. */
  page(selection: EventSelection, limit: number): Promise<readonly RecordedEvent[]>;
  /** All events of the selection at the time of the call, streamed page by page. */
  stream(selection: EventSelection): AsyncIterable<RecordedEvent>;
  /** As `stream`, then goes on with what is recorded later, until aborted. */
  follow(selection: EventSelection, signal: AbortSignal): AsyncIterable<RecordedEvent>;
  at(position: number): Promise<StoredEvent | undefined>;
  /** The receipts of those ids that are recorded (`duplicate` true). */
  find(ids: readonly EventId[]): Promise<readonly Receipt[]>;
  /** Whole streams in sequence order, up to and including a position; absent streams are empty. */
  histories(
    subjects: readonly string[],
    upTo?: number,
  ): Promise<ReadonlyMap<string, readonly RecordedEvent[]>>;
  /** Who holds these claims now. */
  holders(names: readonly string[]): Promise<readonly Claim[]>;
  /** The last position recorded at or before an instant (RFC 3339); 0 if there is none. */
  positionAt(instant: string): Promise<number>;
}
