import type { KnownEvent } from '../catalogue/known-event.js';
import { evolve } from '../known-set/fold.js';
import { initialState } from '../states/states.js';
import type { States, StreamKind } from '../states/states.js';

/** A stream's state from an instant on, until the next standing. */
export interface Standing<State> {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly state: State;
  /** What happened at that instant and had an effect. */
  readonly by: readonly KnownEvent[];
}

/**
 * The states of a stream through valid time, first to last. Events of equal time count together.
 * @param events the stream's known events, in the order in which they fold
 */
export function standingsOf<Kind extends StreamKind>(
  kind: Kind,
  events: readonly KnownEvent[],
): readonly Standing<States[Kind]>[] {
  const standings: Standing<States[Kind]>[] = [];
  let state = initialState(kind);
  let by: KnownEvent[] = [];
  for (const [index, event] of events.entries()) {
    const next = evolve(kind, state, event);
    if (next !== state) by.push(event);
    state = next;
    if (events[index + 1]?.instant === event.instant || by.length === 0) continue;
    standings.push({ from: event.instant, state, by });
    by = [];
  }
  return standings;
}

/** What stands at an instant; nothing before the first. */
export function standingAt<State>(
  standings: readonly Standing<State>[],
  instant: number,
): State | undefined {
  return standings.findLast(({ from }) => from <= instant)?.state;
}
