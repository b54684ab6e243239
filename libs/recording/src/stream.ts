import { byTimeThenPosition, CATALOGUE, knownSet } from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';
import type { JsonValue, RecordedEvent } from '#libs/ledger';
import { FoldedStates } from './folded-states.js';

/** Attributes and objects of an event beside its payload, roughly. */
const EVENT_OVERHEAD_BYTES = 1_024;
const TEXT_OVERHEAD_BYTES = 24;
const MEMBER_BYTES = 8;

/** A stream as far as it is known here, with what folds from it; it never changes. */
export class Stream {
  /** The sequence of its last event; 0 where it does not exist. */
  readonly sequence: number;
  /** Worked out when first asked for, or carried on from a shorter stream. */
  #known: readonly KnownEvent[] | undefined;
  #folded = new FoldedStates();
  #bytes: number | undefined;

  constructor(
    readonly subject: string,
    readonly events: readonly RecordedEvent[],
  ) {
    this.sequence = events.at(-1)?.sequence ?? 0;
  }

  /** The memory that it takes, roughly. */
  get bytes(): number {
    this.#bytes ??= this.events.reduce(
      (bytes, event) => bytes + bytesOf(event),
      EVENT_OVERHEAD_BYTES,
    );
    return this.#bytes;
  }

  known(): readonly KnownEvent[] {
    this.#known ??= knownSet(this.events);
    return this.#known;
  }

  /** What its known events fold to, those of a valid time after `until` left out. */
  state<Kind extends StreamKind>(kind: Kind, until = Infinity): States[Kind] {
    const known = this.known();
    const count = known.findLastIndex(({ instant }) => instant <= until) + 1;
    return this.#folded.state(kind, known, count);
  }

  /** Whether an event that brings the stream into being is known. */
  exists(): boolean {
    return this.known().some(({ type }) => CATALOGUE.get(type)?.introduces !== undefined);
  }

  at(position: number): RecordedEvent | undefined {
    return this.events.findLast((event) => event.position === position);
  }

  with(event: RecordedEvent): Stream {
    const longer = new Stream(this.subject, [...this.events, event]);
    if (this.#bytes !== undefined) longer.#bytes = this.#bytes + bytesOf(event);
    // A correction or retraction is no member of the known set, but may change any member.
    const [added] = knownSet([event]);
    if (added !== undefined && this.#known !== undefined) longer.#insert(added, this, this.#known);
    return longer;
  }

  #insert(added: KnownEvent, shorter: Stream, before: readonly KnownEvent[]): void {
    const place = before.findLastIndex((one) => byTimeThenPosition(one, added) < 0) + 1;
    this.#known = before.toSpliced(place, 0, added);
    this.#folded = shorter.#folded.upTo(place);
  }
}

function bytesOf({ data }: RecordedEvent): number {
  return EVENT_OVERHEAD_BYTES + valueBytes(data);
}

function valueBytes(value: JsonValue): number {
  if (typeof value === 'string') return TEXT_OVERHEAD_BYTES + 2 * value.length;
  if (typeof value !== 'object' || value === null) return MEMBER_BYTES;
  let bytes = TEXT_OVERHEAD_BYTES;
  for (const member of Object.values(value)) bytes += MEMBER_BYTES + valueBytes(member);
  return bytes;
}
