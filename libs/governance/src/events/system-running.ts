import { declare } from '../states/facts.js';
import type { Occurrence } from '../states/occurrence.js';
import type { Suspender, SystemState, SystemSuspension } from '../states/system-state.js';

/** Runs from now on; a suspension that stood is over, and so is an end. */
export function launched(
  state: SystemState,
  at: Occurrence,
  markets?: readonly string[],
): SystemState {
  const facts = declare(state.facts, { markets }, at);
  const isNews = state.status !== 'running' || state.launched === undefined;
  if (!isNews) return facts === state.facts ? state : { ...state, facts };
  const next = state.status === 'running' ? state : runs(state, at);
  return { ...next, launched: state.launched ?? at, facts };
}

export function suspended(
  state: SystemState,
  from: Occurrence,
  why: { readonly by: Suspender; readonly reason: string },
): SystemState {
  if (state.status === 'terminated') return state;
  if (state.suspensions.some((one) => one.to === undefined && one.by === why.by)) return state;
  const suspensions = [...state.suspensions, { from, ...why }];
  return state.status === 'suspended'
    ? { ...state, suspensions }
    : { ...stops(state, from), status: 'suspended', suspensions };
}

/** Takes back a suspension; also told of a system of which no suspension is known, but not of one
 * that runs or has ended. */
export function resumed(state: SystemState, at: Occurrence): SystemState {
  return state.status === 'running' || state.status === 'terminated' ? state : runs(state, at);
}

export function ended(state: SystemState, at: Occurrence): SystemState {
  if (state.status === 'terminated') return state;
  const suspensions = closed(state.suspensions, at);
  return { ...stops(state, at), status: 'terminated', terminated: at, suspensions };
}

function runs(state: SystemState, at: Occurrence): SystemState {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- named so as to be left out
  const { terminated, ...rest } = state;
  const suspensions = closed(state.suspensions, at);
  return { ...rest, status: 'running', available: true, availableSince: at, suspensions };
}

function stops(state: SystemState, at: Occurrence): SystemState {
  return state.available === false ? state : { ...state, available: false, availableSince: at };
}

function closed(
  suspensions: readonly SystemSuspension[],
  to: Occurrence,
): readonly SystemSuspension[] {
  return suspensions.map((one) => (one.to === undefined ? { ...one, to } : one));
}
