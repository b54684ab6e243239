import { knownSet, type KnownEvent } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';

interface Reading {
  /** How many of the stream's events count. */
  readonly count: number;
  readonly known: readonly KnownEvent[];
}

const NOTHING: readonly KnownEvent[] = [];

/** What was known of some streams at one position after another. */
export class KnownStreams {
  private readonly readings = new Map<string, Reading>();

  /** @param histories whole streams in sequence order, as far as anybody will ask */
  constructor(private readonly histories: ReadonlyMap<string, readonly RecordedEvent[]>) {}

  /** The same list as the last time where nothing was added. */
  at(stream: string, position: number): readonly KnownEvent[] {
    const events = this.histories.get(stream) ?? [];
    const count = countUpTo(events, position);
    if (count === 0) return NOTHING;
    const before = this.readings.get(stream);
    if (before?.count === count) return before.known;
    const known = knownSet(events.slice(0, count));
    this.readings.set(stream, { count, known });
    return known;
  }

  /** The positions of a stream's events after one position and up to another. */
  positions(stream: string, after: number, upTo: number): readonly number[] {
    const events = this.histories.get(stream) ?? [];
    return events
      .slice(countUpTo(events, after), countUpTo(events, upTo))
      .map(({ position }) => position);
  }
}

function countUpTo(events: readonly RecordedEvent[], position: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.position ?? Infinity) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
