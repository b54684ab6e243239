import { sameSteps, type FactStep } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import type { Facts, FactValue } from '../states/facts.js';
import type { Occurrence } from '../states/occurrence.js';
import { historyEvent } from './history-events.js';
import { latestOf } from './moments.js';
import { positionsOf } from './spans.js';
import type { Standing } from './standings.js';

/** What a fact is at one moment, and what made it so. */
export interface FactNow {
  readonly value: FactValue;
  readonly since: readonly Occurrence[];
}

/** Steps before an instant, up to which nothing was changed by what became known since. */
export interface StepsSoFar {
  readonly steps: readonly FactStep[];
  readonly since: number;
}

/** How one fact is read from a state. */
export interface Reading<State> {
  /** Nothing where the fact is undeclared. */
  readonly read: (state: State) => FactNow | undefined;
  /** Whether two states say the same of it, as far as that is quickly seen. */
  readonly sameFor?: (one: State, other: State) => boolean;
}

/** The steps of one fact through valid time. */
export function factSteps<State>(
  standings: readonly Standing<State>[],
  { read, sameFor = isOne }: Reading<State>,
  { steps: stepsSoFar, since }: StepsSoFar = NOTHING,
): readonly FactStep[] {
  const steps = stepsSoFar.filter(({ from }) => from < since);
  const start = since === -Infinity ? 0 : standings.filter(({ from }) => from < since).length;
  let last = standings[start - 1]?.state;
  let before = last && read(last);
  for (const { from, state, by } of standings.slice(start)) {
    if (last !== undefined && sameFor(last, state)) continue;
    last = state;
    const now = read(state);
    if (saysTheSame(before, now)) continue;
    // What was taken back (undeclared, unlinked) leaves no trace in the state: its events say why.
    const taken = before === undefined || beganAt(from, now) ? [] : by;
    steps.push(stepOf(from, now, taken));
    before = now;
  }
  return steps;
}

const NOTHING: StepsSoFar = { steps: [], since: -Infinity };

export type FactsByName = ReadonlyMap<string, readonly FactStep[]>;

/**
 * Every fact that was ever declared, each with its steps.
 * @param before the steps of each, of standings that were the same before an instant
 */
export function declaredFacts<State extends { readonly facts: Facts }>(
  standings: readonly Standing<State>[],
  before: FactsByName = NO_FACTS,
  since = -Infinity,
): FactsByName {
  const names = new Set<string>();
  let last: Facts | undefined;
  for (const { state } of standings) {
    if (state.facts === last) continue;
    last = state.facts;
    for (const name of Object.keys(state.facts)) names.add(name);
  }
  const facts = new Map<string, readonly FactStep[]>();
  for (const name of names) {
    const reading: Reading<State> = {
      read: (state) => declared(state.facts, name),
      sameFor: (one, other) => one.facts[name] === other.facts[name],
    };
    const steps = before.get(name);
    facts.set(name, factSteps(standings, reading, steps && { steps, since }));
  }
  return facts;
}

const NO_FACTS: FactsByName = new Map();

function isOne(one: unknown, other: unknown): boolean {
  return one === other;
}

/** The steps as they were told before where they are the same, so that this is quickly seen. */
export function keepSteps(facts: FactsByName, before: FactsByName = NO_FACTS): FactsByName {
  const kept = new Map<string, readonly FactStep[]>();
  for (const [name, steps] of facts) {
    const last = before.get(name);
    kept.set(name, last !== undefined && sameSteps(last, steps) ? last : steps);
  }
  return kept;
}

function declared(facts: Facts, name: string): FactNow | undefined {
  const fact = facts[name];
  return fact && { value: fact.value, since: [fact.since] };
}

function stepOf(from: number, now: FactNow | undefined, taken: readonly KnownEvent[]): FactStep {
  const since = now?.since ?? [];
  const latest = Math.max(
    from,
    // Only what happened at the step itself says how precisely its moment is known.
    ...since.filter(({ instant }) => instant === from).map((one) => latestOf(one) ?? from),
    ...taken.map((event) => historyEvent(event).latest ?? from),
  );
  return {
    from,
    ...(now && { value: now.value }),
    because: positionsOf(...[...since, ...taken].map(({ because }) => because)),
    ...(latest > from ? { latest } : {}),
  };
}

function beganAt(from: number, now: FactNow | undefined): boolean {
  return now?.since.some(({ instant }) => instant === from) ?? false;
}

function saysTheSame(one: FactNow | undefined, other: FactNow | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (isUntouched(one, other)) return true;
  return JSON.stringify(one.value) === JSON.stringify(other.value) && sameSince(one, other);
}

/** Most events leave most facts as they are. */
function isUntouched(one: FactNow, other: FactNow): boolean {
  return (
    one.value === other.value &&
    one.since.length === other.since.length &&
    one.since.every((occurrence, index) => occurrence === other.since[index])
  );
}

function sameSince(one: FactNow, other: FactNow): boolean {
  const [first, second] = [one, other].map(({ since }) =>
    positionsOf(...since.map(({ because }) => because)).join(),
  );
  return first === second;
}
