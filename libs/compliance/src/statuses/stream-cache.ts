import { LRUCache } from 'lru-cache';
import type { Ledger, RecordedEvent } from '#libs/ledger';
import { bySubject } from '../projection/by-subject.js';

type Histories = ReadonlyMap<string, readonly RecordedEvent[]>;

/** A whole stream as far as the batches went by, and the memory that it takes, roughly. */
interface Kept {
  readonly events: readonly RecordedEvent[];
  readonly bytes: number;
}

/** What streams that are kept may take, so that most batches read nothing from the ledger. */
export const CACHED_BYTES_MAX = 16 * 1024 * 1024;
/** Attributes and objects of an event beside its payload, roughly. */
const EVENT_OVERHEAD_BYTES = 1_024;

const NOTHING: Kept = { events: [], bytes: EVENT_OVERHEAD_BYTES };

/** The streams that were read last, kept up with the ledger by the batches that pass by. */
export class StreamCache {
  private readonly streams: LRUCache<string, Kept>;
  /** What is kept has every event up to here. */
  private position = 0;

  constructor(
    private readonly ledger: Pick<Ledger, 'histories' | 'lengths'>,
    bytesMax = CACHED_BYTES_MAX,
  ) {
    this.streams = new LRUCache({ maxSize: bytesMax, sizeCalculation: ({ bytes }) => bytes });
  }

  /** The memory that is taken by what is kept, roughly. */
  get bytes(): number {
    return this.streams.calculatedSize;
  }

  /** Takes the next events. If others went by unseen, everything is read anew. */
  pass(events: readonly RecordedEvent[]): void {
    const first = events[0];
    const last = events.at(-1);
    if (first === undefined || last === undefined) return;
    if (first.position !== this.position + 1 || last.position - first.position >= events.length) {
      this.streams.clear();
    }
    for (const [stream, added] of bySubject(events)) {
      const before = this.streams.get(stream) ?? (added[0]?.sequence === 1 ? NOTHING : undefined);
      if (before !== undefined) this.streams.set(stream, longer(before, added));
    }
    this.position = last.position;
  }

  /** Whole streams in sequence order, up to the last event that passed by. */
  async histories(streams: readonly string[]): Promise<Histories> {
    const found = new Map<string, readonly RecordedEvent[]>();
    for (const stream of streams) {
      const kept = this.streams.get(stream);
      if (kept !== undefined) found.set(stream, kept.events);
    }
    const missing = streams.filter((stream) => !found.has(stream));
    if (missing.length === 0) return found;
    for (const [stream, events] of await this.ledger.histories(missing, this.position)) {
      this.streams.set(stream, longer(NOTHING, events));
      found.set(stream, events);
    }
    return found;
  }

  /** How many events these streams have, those that are not kept up to the end of the ledger. */
  async lengths(streams: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for (const stream of streams) {
      const kept = this.streams.peek(stream);
      if (kept !== undefined) found.set(stream, kept.events.length);
    }
    const missing = streams.filter((stream) => !found.has(stream));
    if (missing.length === 0) return found;
    for (const [stream, length] of await this.ledger.lengths(missing)) found.set(stream, length);
    return found;
  }

  /** Moves to another position than that of the last event that passed by. */
  moveTo(position: number): void {
    if (position === this.position) return;
    this.streams.clear();
    this.position = position;
  }
}

function longer({ events, bytes }: Kept, added: readonly RecordedEvent[]): Kept {
  return {
    events: events.length === 0 ? added : [...events, ...added],
    bytes: added.reduce((sum, event) => sum + bytesOf(event), bytes),
  };
}

function bytesOf({ data }: RecordedEvent): number {
  return EVENT_OVERHEAD_BYTES + 2 * JSON.stringify(data).length;
}
