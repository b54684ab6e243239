import { evolve, initialState, STREAM_KINDS } from '#libs/governance';
import type { KnownEvent, States, StreamKind } from '#libs/governance';

/** A state is kept after every so many events ... */
const EVERY = 4;
/** ... of the first so many: of long streams they would take more memory than the events. */
const KEPT_EVENTS_MAX = 256;

type Folded = { [Kind in StreamKind]?: States[Kind] };

/**
 * What the beginnings of one stream fold to, kept on the way, so that an event of an earlier time
 * does not have everything folded anew.
 */
export class FoldedStates {
  /** After 4, 8, 12 ... events. */
  #kept: Folded[] = [];
  readonly #last: Folded = {};
  readonly #lastCounts: { [Kind in StreamKind]?: number } = {};

  /** What the first so many of the stream's events fold to. */
  state<Kind extends StreamKind>(
    kind: Kind,
    events: readonly KnownEvent[],
    count: number,
  ): States[Kind] {
    let { reached, state } = this.#nearest(kind, count);
    for (const event of events.slice(reached, count)) {
      state = evolve(kind, state, event);
      reached += 1;
      if (reached % EVERY === 0 && reached <= KEPT_EVENTS_MAX)
        (this.#kept[reached / EVERY - 1] ??= {})[kind] = state;
    }
    this.#last[kind] = state;
    this.#lastCounts[kind] = count;
    return state;
  }

  /** Those that hold for a stream which has the same first events, but others behind them. */
  upTo(count: number): FoldedStates {
    const beginning = new FoldedStates();
    beginning.#kept = this.#kept.slice(0, Math.floor(count / EVERY));
    const take = <Kind extends StreamKind>(kind: Kind, last: States[Kind] | undefined): void => {
      const reached = this.#lastCounts[kind];
      if (last === undefined || reached === undefined || reached > count) return;
      beginning.#last[kind] = last;
      beginning.#lastCounts[kind] = reached;
    };
    for (const kind of STREAM_KINDS) take(kind, this.#last[kind]);
    return beginning;
  }

  #nearest<Kind extends StreamKind>(
    kind: Kind,
    count: number,
  ): { readonly reached: number; readonly state: States[Kind] } {
    const place = Math.min(this.#kept.length, Math.floor(count / EVERY));
    const kept = this.#kept[place - 1]?.[kind];
    const near = kept === undefined ? 0 : place * EVERY;
    const reached = this.#lastCounts[kind] ?? -1;
    const last = this.#last[kind];
    if (last !== undefined && reached <= count && reached >= near) return { reached, state: last };
    return { reached: near, state: kept ?? initialState(kind) };
  }
}
