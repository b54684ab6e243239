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

/** Standings before an instant, up to which nothing was changed by what became known since. */
export interface StandingsSoFar<State> {
  readonly standings: readonly Standing<State>[];
  readonly since: number;
}

/**
 * The states of a stream through valid time, first to last. Events of equal time count together.
 * @param events the stream's known events, in the order in which they fold
 * @param soFar those of a list of events that is the same before an instant
 */
export function standingsOf<Kind extends StreamKind>(
  kind: Kind,
  events: readonly KnownEvent[],
  soFar?: StandingsSoFar<States[Kind]>,
): readonly Standing<States[Kind]>[] {
  const since = soFar?.since ?? -Infinity;
  const standings = soFar?.standings.filter(({ from }) => from < since) ?? [];
  let state = standings.at(-1)?.state ?? initialState(kind);
  let by: KnownEvent[] = [];
  for (const [index, event] of events.entries()) {
    if (event.instant < since) continue;
    const next = evolve(kind, state, event);
    if (next !== state) by.push(event);
    state = next;
    if (events[index + 1]?.instant === event.instant || by.length === 0) continue;
    standings.push({ from: event.instant, state, by });
    by = [];
  }
  return standings;
}

/** The first instant at which one of two lists of events may say something else than the other. */
export function firstDifference(one: readonly KnownEvent[], other: readonly KnownEvent[]): number {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return Math.min(one[same]?.instant ?? Infinity, other[same]?.instant ?? Infinity);
}

/** What stands at an instant; nothing before the first. */
export function standingAt<State>(
  standings: readonly Standing<State>[],
  instant: number,
): State | undefined {
  return standings.findLast(({ from }) => from <= instant)?.state;
}
