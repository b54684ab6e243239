import type { FactStep, HistoryEvent, Span } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import { STANDING } from '../events/algorithm-steps.js';
import type { AlgorithmState } from '../states/algorithm-state.js';
import { factSteps, type FactNow } from './fact-steps.js';
import { historyEvent } from './history-events.js';
import { remembering } from './remembering.js';
import { positionsOf, spansOf } from './spans.js';
import { standingAt, standingsOf, type Standing } from './standings.js';

/** One algorithm as far as it concerns one system. */
export interface AlgorithmOfSystem {
  readonly standings: readonly Standing<AlgorithmState>[];
  /** Its events, each with the spans in which the algorithm is linked. */
  readonly events: readonly HistoryEvent[];
}

const standingsOfAlgorithm = remembering((known) => standingsOf('algorithms', known));

/** One stream may belong to several systems; the standings of the same events are the same. */
const OF_SYSTEMS = new WeakMap<object, Map<string, AlgorithmOfSystem | undefined>>();

/** Nothing where the algorithm was never linked to the system. */
export function algorithmOfSystem(
  system: string,
  known: readonly KnownEvent[],
): AlgorithmOfSystem | undefined {
  const standings = standingsOfAlgorithm(known);
  const ofSystems = OF_SYSTEMS.get(standings) ?? new Map<string, AlgorithmOfSystem | undefined>();
  OF_SYSTEMS.set(standings, ofSystems);
  if (!ofSystems.has(system)) ofSystems.set(system, linkedTo(system, standings, known));
  return ofSystems.get(system);
}

function linkedTo(
  system: string,
  standings: readonly Standing<AlgorithmState>[],
  known: readonly KnownEvent[],
): AlgorithmOfSystem | undefined {
  const during = linkedSpans(system, standings);
  if (during.length === 0) return undefined;
  return { standings, events: known.map((event) => ({ ...historyEvent(event), during })) };
}

interface Registered {
  readonly system: string;
  readonly introduced: number;
  readonly algorithms: readonly AlgorithmOfSystem[];
  readonly steps: readonly FactStep[];
}

/** Most events change none of the algorithms. The first one stands for them all. */
const REGISTERED = new WeakMap<AlgorithmOfSystem, Registered>();

/** Whether some algorithm that is linked to the system is registered and not ended. */
export function registeredSteps(
  system: string,
  introduced: number,
  algorithms: readonly AlgorithmOfSystem[],
): readonly FactStep[] {
  const [first] = algorithms;
  const before = first && REGISTERED.get(first);
  if (
    before?.system === system &&
    before.introduced === introduced &&
    before.algorithms.length === algorithms.length &&
    before.algorithms.every((one, place) => one === algorithms[place])
  ) {
    return before.steps;
  }
  const steps = readRegistered(system, introduced, algorithms);
  if (first !== undefined) REGISTERED.set(first, { system, introduced, algorithms, steps });
  return steps;
}

function readRegistered(
  system: string,
  introduced: number,
  algorithms: readonly AlgorithmOfSystem[],
): readonly FactStep[] {
  const all = algorithms.map(({ standings }) => standings);
  const moments = [introduced, ...all.flatMap((one) => one.map(({ from }) => from))];
  const states = [...new Set(moments)]
    .sort((one, other) => one - other)
    .map((from) => ({
      from,
      state: all.map((one) => standingAt(one, from)),
      by: all.flatMap((one) => one.find((standing) => standing.from === from)?.by ?? []),
    }));
  return factSteps(states, { read: (now) => registered(system, now) });
}

function registered(system: string, algorithms: readonly (AlgorithmState | undefined)[]): FactNow {
  const linked = algorithms.flatMap((state) => {
    const link = state?.systems.find((one) => one.system === system);
    return state && link ? [{ state, link }] : [];
  });
  const standing = linked.filter(({ state }) => STANDING.includes(state.status));
  const deciding = standing.length > 0 ? standing : linked;
  return {
    value: standing.length > 0,
    since: deciding.flatMap(({ state, link }) => [link.since, ...sinceOf(state)]),
  };
}

/** A filing stands since it was registered, also while a change or cancellation is asked for. */
function sinceOf({ status, registered: since, since: ended }: AlgorithmState) {
  const deciding = STANDING.includes(status) ? since : ended;
  return deciding === undefined ? [] : [deciding];
}

function linkedSpans(
  system: string,
  standings: readonly Standing<AlgorithmState>[],
): readonly Span[] {
  return spansOf(
    standings.map(({ from, state }) => {
      const link = state.systems.find((one) => one.system === system);
      return { from, holds: new Map(link ? [[system, positionsOf(link.since.because)]] : []) };
    }),
  );
}
