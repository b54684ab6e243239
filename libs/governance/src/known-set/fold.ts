import { CATALOGUE } from '../catalogue/catalogue.js';
import type { KnownEvent } from '../catalogue/known-event.js';
import { initialState } from '../states/states.js';
import type { States, StreamKind } from '../states/states.js';

/**
 * The state of one stream from its known events (ordered as `knownSet` gives them), those of a
 * valid time after `until` left out.
 */
export function fold<Kind extends StreamKind>(
  kind: Kind,
  events: readonly KnownEvent[],
  until = Infinity,
): States[Kind] {
  let state = initialState(kind);
  for (const event of events) {
    if (event.instant > until) break;
    state = evolve(kind, state, event);
  }
  return state;
}

/** One step of the fold: the same reference where the event has no effect. */
export function evolve<Kind extends StreamKind>(
  kind: Kind,
  state: States[Kind],
  event: KnownEvent,
): States[Kind] {
  const step = CATALOGUE.get(event.type)?.evolve[kind];
  return step && hasFields(event) ? step(state, event) : state;
}

function hasFields(event: KnownEvent): event is KnownEvent<object> {
  return typeof event.data === 'object' && event.data !== null;
}
