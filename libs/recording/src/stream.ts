import {
  byTimeThenPosition,
  CATALOGUE,
  evolve,
  fold,
  knownSet,
  STREAM_KINDS,
} from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';

type Folded = { [Kind in StreamKind]?: States[Kind] };

/** Attributes and objects of an event beside its payload, roughly. */
const EVENT_OVERHEAD_BYTES = 1_024;

/** A stream as far as it is known here, with what folds from it; it never changes. */
export class Stream {
  /** The sequence of its last event; 0 where it does not exist. */
  readonly sequence: number;
  /** Worked out when first asked for, or carried on from a shorter stream. */
  #known: readonly KnownEvent[] | undefined;
  #states: Folded = {};
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

  state<Kind extends StreamKind>(kind: Kind): States[Kind] {
    const state = this.#states[kind] ?? fold(kind, this.known());
    this.#states[kind] = state;
    return state;
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
    if (added !== undefined && this.#known !== undefined) this.#carryOn(longer, added, this.#known);
    return longer;
  }

  #carryOn(longer: Stream, added: KnownEvent, before: readonly KnownEvent[]): void {
    const last = before.at(-1);
    if (last !== undefined && byTimeThenPosition(last, added) > 0) {
      longer.#known = [...before, added].sort(byTimeThenPosition);
      return;
    }
    longer.#known = [...before, added];
    longer.#states = evolved(this.#states, added);
  }
}

function bytesOf({ data }: RecordedEvent): number {
  return EVENT_OVERHEAD_BYTES + 2 * JSON.stringify(data).length;
}

function evolved(states: Folded, event: KnownEvent): Folded {
  const next: Folded = {};
  const step = <Kind extends StreamKind>(kind: Kind, state: States[Kind] | undefined): void => {
    if (state !== undefined) next[kind] = evolve(kind, state, event);
  };
  for (const kind of STREAM_KINDS) step(kind, states[kind]);
  return next;
}
