import { knownSet, knownWith, type KnownEvent } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger/pure';

/** Readings of one stream that are kept: all systems of a company ask for its own in turn. */
const READINGS_MAX = 1_000;

const NOTHING: readonly KnownEvent[] = [];

/** What was known of some streams at one position after another. */
export class KnownStreams {
  private readonly readings = new Map<string, Map<number, readonly KnownEvent[]>>();

  /** @param histories whole streams in sequence order, as far as anybody will ask */
  constructor(private readonly histories: ReadonlyMap<string, readonly RecordedEvent[]>) {}

  /** The same list as before where nothing was added. */
  at(stream: string, position: number): readonly KnownEvent[] {
    const events = this.histories.get(stream) ?? [];
    const count = countEvents(events, position);
    if (count === 0) return NOTHING;
    const readings = this.readings.get(stream) ?? new Map<number, readonly KnownEvent[]>();
    const before = readings.get(count);
    if (before !== undefined) return before;
    const known = this.read(events, count, readings);
    if (readings.size >= READINGS_MAX) readings.clear();
    this.readings.set(stream, readings.set(count, known));
    return known;
  }

  /** Goes on from what was known an event before, unless an amendment came. */
  private read(
    events: readonly RecordedEvent[],
    count: number,
    readings: ReadonlyMap<number, readonly KnownEvent[]>,
  ): readonly KnownEvent[] {
    const before = readings.get(count - 1);
    const added = events[count - 1];
    const more = before && added && knownWith(before, added);
    return more ?? knownSet(events.slice(0, count));
  }

  /** The positions of a stream's events after one position and up to another. */
  positions(stream: string, after: number, upTo: number): readonly number[] {
    const events = this.histories.get(stream) ?? [];
    return events
      .slice(countEvents(events, after), countEvents(events, upTo))
      .map(({ position }) => position);
  }
}

function countEvents(events: readonly RecordedEvent[], position: number): number {
  return count(events.length, (index) => events[index]?.position ?? Infinity, position);
}

/** How many of some ascending positions lie at or before one. */
export function countUpTo(positions: readonly number[], position: number): number {
  return count(positions.length, (index) => positions[index] ?? Infinity, position);
}

function count(length: number, at: (index: number) => number, position: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
