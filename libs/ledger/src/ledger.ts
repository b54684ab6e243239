import type pg from 'pg';
import type { AppendRequest, Claim, Receipt, Verdict } from './append.js';
import { GroupCommitter } from './committing/group-committer.js';
import { prepareAppend } from './committing/prepare-append.js';
import { WaitingAppends } from './committing/waiting-appends.js';
import type { EventId, RecordedEvent } from './event.js';
import { HEAD_LOCK_TIMEOUT_MS, WAITING_BYTES_MAX, WAITING_EVENTS_MAX } from './limits.js';
import { readAt } from './reading/at.js';
import type { StoredEvent } from './reading/at.js';
import { readEventsAt } from './reading/events-at.js';
import { findReceipts } from './reading/find.js';
import { followEvents } from './reading/follow.js';
import type { Horizon } from './reading/follow.js';
import { readHead } from './reading/head.js';
import type { LedgerHead } from './reading/head.js';
import { readHistories } from './reading/histories.js';
import { readHolders } from './reading/holders.js';
import { readLengths } from './reading/lengths.js';
import { readNewest } from './reading/newest.js';
import { readPage } from './reading/page.js';
import { readPositionAt } from './reading/position-at.js';
import { streamEvents } from './reading/stream.js';
import { Wakeups } from './reading/wakeups.js';
import type { EventSelection } from './selection.js';

export interface LedgerOptions {
  readonly headLockTimeoutMs?: number;
  readonly waitingEventsMax?: number;
  readonly waitingBytesMax?: number;
}

/**
 * The append-only ledger. It does not know the domain: types, subjects and claims are names to it.
 * It reads on the pool and does not own it; it appends on one more connection of its own.
 */
export class Ledger {
  private readonly committer: GroupCommitter;
  private readonly waiting: WaitingAppends;
  private readonly wakeups: Wakeups;

  constructor(
    private readonly pool: pg.Pool,
    options: LedgerOptions = {},
  ) {
    const lockTimeoutMs = options.headLockTimeoutMs ?? HEAD_LOCK_TIMEOUT_MS;
    this.committer = new GroupCommitter(pool, lockTimeoutMs);
    this.waiting = new WaitingAppends((group) => this.committer.commit(group), {
      eventsMax: options.waitingEventsMax ?? WAITING_EVENTS_MAX,
      bytesMax: options.waitingBytesMax ?? WAITING_BYTES_MAX,
    });
    this.wakeups = new Wakeups(pool, 'ledger');
  }

  /**
   * Records one append, or says why not. Resolves only when the events are durable.
   * @throws BatchTooLarge, EventTooLarge, NotCanonical before anything is written
   * @throws LedgerUnavailable when the database cannot be reached or the head stays locked
   */
  async append(request: AppendRequest): Promise<Verdict> {
    return this.waiting.add(prepareAppend(request));
  }

  head(): Promise<LedgerHead> {
    return readHead(this.pool);
  }

  /** At most `limit` (up to 1,000) events of the selection, in position order. */
  page(selection: EventSelection, limit: number): Promise<readonly RecordedEvent[]> {
    return readPage(this.pool, selection, limit);
  }

  /** All events of the selection at the time of the call, streamed page by page. */
  stream(selection: EventSelection): AsyncIterable<RecordedEvent> {
    return streamEvents(this.pool, selection);
  }

  /**
   * As `stream`, then goes on with what is recorded later, until aborted.
   * @param horizon where it waits for more; by default the head
   */
  follow(
    selection: EventSelection,
    signal: AbortSignal,
    horizon?: Horizon,
  ): AsyncIterable<RecordedEvent> {
    return followEvents(this.pool, this.wakeups, selection, signal, horizon);
  }

  at(position: number): Promise<StoredEvent | undefined> {
    return readAt(this.pool, position);
  }

  /** The events at these positions, each once; a position that the ledger has not is left out. */
  eventsAt(positions: Iterable<number>): Promise<ReadonlyMap<number, RecordedEvent>> {
    return readEventsAt(this.pool, positions);
  }

  /** The receipts of those ids that are recorded (`duplicate` true). */
  find(ids: readonly EventId[]): Promise<readonly Receipt[]> {
    return findReceipts(this.pool, ids);
  }

  /** Whole streams in sequence order, up to and including a position; absent streams are empty. */
  histories(
    subjects: readonly string[],
    upTo?: number,
  ): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    return readHistories(this.pool, subjects, upTo);
  }

  /** How many events streams have; absent ones have none. */
  lengths(subjects: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return readLengths(this.pool, subjects);
  }

  /** The last event of a stream at or before a position. */
  newest(subject: string, upTo = Number.MAX_SAFE_INTEGER): Promise<RecordedEvent | undefined> {
    return readNewest(this.pool, subject, upTo);
  }

  /** Who holds these claims now. */
  holders(names: readonly string[]): Promise<readonly Claim[]> {
    return readHolders(this.pool, names);
  }

  /** The last position recorded at or before an instant (RFC 3339); 0 if there is none. */
  positionAt(instant: string): Promise<number> {
    return readPositionAt(this.pool, instant);
  }

  /** Refuses further appends and waits for those that were taken. */
  async close(): Promise<void> {
    await this.waiting.close();
    await this.committer.close();
    this.wakeups.stop();
  }
}
