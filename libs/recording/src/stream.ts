import { byTimeThenPosition, CATALOGUE, isAmendment, knownSet } from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';
import type { JsonValue, RecordedEvent } from '#libs/ledger';
import { FoldedStates } from './folded-states.js';

/** Attributes and objects of an event beside its payload, roughly. */
const EVENT_OVERHEAD_BYTES = 1_024;
const TEXT_OVERHEAD_BYTES = 24;
const MEMBER_BYTES = 8;

/** What most events need of a stream to be decided on. */
export interface StreamEnding {
  readonly sequence: number;
  readonly exists: boolean;
}

/** A stream as far as it is known here, with what folds from it; it never changes. */
export class Stream {
  /** The sequence of its last event; 0 where it does not exist. */
  readonly sequence: number;
  /** Worked out when first asked for, or carried on from a shorter stream. */
  #known: readonly KnownEvent[] | undefined;
  #folded = new FoldedStates();
  #bytes: number | undefined;

  /** @param ending of a stream whose events are not at hand */
  constructor(
    readonly subject: string,
    readonly events: readonly RecordedEvent[],
    private readonly ending?: StreamEnding,
  ) {
    this.sequence = ending?.sequence ?? events.at(-1)?.sequence ?? 0;
  }

  /** Whether its events are at hand; else it only says its sequence and whether it exists. */
  get isWhole(): boolean {
    return this.ending === undefined;
  }

  toEnding(): StreamEnding {
    return this.ending ?? { sequence: this.sequence, exists: this.exists() };
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
    if (this.ending !== undefined) return this.ending.exists;
    // Only what was amended is known otherwise than it was recorded.
    const isAsRecorded = this.#known === undefined && !this.events.some(isAmendment);
    return (isAsRecorded ? this.events : this.known()).some(introduces);
  }

  at(position: number): RecordedEvent | undefined {
    return this.events.findLast((event) => event.position === position);
  }

  with(event: RecordedEvent): Stream {
    if (this.ending !== undefined) {
      const exists = this.ending.exists || introduces(event);
      return new Stream(this.subject, [], { sequence: event.sequence, exists });
    }
    const longer = new Stream(this.subject, [...this.events, event]);
    if (this.#bytes !== undefined) longer.#bytes = this.#bytes + bytesOf(event);
    if (this.#known === undefined) return longer;
    // A correction or retraction is no member of the known set, but may change any member.
    const [added] = knownSet([event]);
    if (added !== undefined) longer.#insert(added, this, this.#known);
    return longer;
  }

  #insert(added: KnownEvent, shorter: Stream, before: readonly KnownEvent[]): void {
    const place = before.findLastIndex((one) => byTimeThenPosition(one, added) < 0) + 1;
    this.#known = before.toSpliced(place, 0, added);
    this.#folded = shorter.#folded.upTo(place);
  }
}

function introduces({ type }: { readonly type: string }): boolean {
  return CATALOGUE.get(type)?.introduces !== undefined;
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
