import { CATALOGUE, fold, knownSet } from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';

/** A stream as far as it is known here, with what folds from it; it never changes. */
export class Stream {
  /** The sequence of its last event; 0 where it does not exist. */
  readonly sequence: number;
  readonly #states: { [Kind in StreamKind]?: States[Kind] } = {};
  #known: readonly KnownEvent[] | undefined;

  constructor(
    readonly subject: string,
    readonly events: readonly RecordedEvent[],
  ) {
    this.sequence = events.at(-1)?.sequence ?? 0;
  }

  state<Kind extends StreamKind>(kind: Kind): States[Kind] {
    const state = this.#states[kind] ?? fold(kind, this.#knownEvents());
    this.#states[kind] = state;
    return state;
  }

  /** Whether an event that brings the stream into being is known. */
  exists(): boolean {
    return this.#knownEvents().some(({ type }) => CATALOGUE.get(type)?.introduces !== undefined);
  }

  at(position: number): RecordedEvent | undefined {
    return this.events.findLast((event) => event.position === position);
  }

  with(events: readonly RecordedEvent[]): Stream {
    return new Stream(this.subject, [...this.events, ...events]);
  }

  #knownEvents(): readonly KnownEvent[] {
    this.#known ??= knownSet(this.events);
    return this.#known;
  }
}
