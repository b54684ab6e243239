import { LRUCache } from 'lru-cache';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import { bySubject } from '../projection/by-subject.js';

type Histories = ReadonlyMap<string, readonly RecordedEvent[]>;

/** Events of streams that are kept, so that most batches read nothing from the ledger. */
export const CACHED_EVENTS_MAX = 50_000;

/** The streams that were read last, kept up with the ledger by the batches that pass by. */
export class StreamCache {
  private readonly streams = new LRUCache<string, readonly RecordedEvent[]>({
    maxSize: CACHED_EVENTS_MAX,
    sizeCalculation: (events) => events.length + 1,
  });
  /** What is kept has every event up to here. */
  private position = 0;

  constructor(private readonly ledger: Pick<Ledger, 'histories'>) {}

  /** Takes the next events. If others went by unseen, everything is read anew. */
  pass(events: readonly RecordedEvent[]): void {
    const first = events[0];
    const last = events.at(-1);
    if (first === undefined || last === undefined) return;
    if (first.position !== this.position + 1 || last.position - first.position >= events.length) {
      this.streams.clear();
    }
    for (const [stream, added] of bySubject(events)) {
      const before = this.streams.get(stream) ?? (added[0]?.sequence === 1 ? [] : undefined);
      if (before !== undefined) this.streams.set(stream, [...before, ...added]);
    }
    this.position = last.position;
  }

  /** Whole streams in sequence order, up to the last event that passed by. */
  async histories(streams: readonly string[]): Promise<Histories> {
    const found = new Map<string, readonly RecordedEvent[]>();
    for (const stream of streams) {
      const kept = this.streams.get(stream);
      if (kept !== undefined) found.set(stream, kept);
    }
    const missing = streams.filter((stream) => !found.has(stream));
    if (missing.length === 0) return found;
    for (const [stream, events] of await this.ledger.histories(missing, this.position)) {
      this.streams.set(stream, events);
      found.set(stream, events);
    }
    return found;
  }

  /** Moves to another position than that of the last event that passed by. */
  moveTo(position: number): void {
    if (position === this.position) return;
    this.streams.clear();
    this.position = position;
  }
}
