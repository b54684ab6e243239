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

/**
 * The steps of one fact through valid time.
 * @param read nothing where the fact is undeclared
 * @param sameFor whether two states say the same of it, as far as that is quickly seen
 */
export function factSteps<State>(
  standings: readonly Standing<State>[],
  read: (state: State) => FactNow | undefined,
  sameFor: (one: State, other: State) => boolean = isOne,
): readonly FactStep[] {
  const steps: FactStep[] = [];
  let before: FactNow | undefined;
  let last: State | undefined;
  for (const { from, state, by } of standings) {
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

/** Every fact that was ever declared, each with its steps. */
export function declaredFacts<State extends { readonly facts: Facts }>(
  standings: readonly Standing<State>[],
): ReadonlyMap<string, readonly FactStep[]> {
  const names = new Set<string>();
  let last: Facts | undefined;
  for (const { state } of standings) {
    if (state.facts === last) continue;
    last = state.facts;
    for (const name of Object.keys(state.facts)) names.add(name);
  }
  return new Map(
    [...names].map((name) => [
      name,
      factSteps(
        standings,
        (state) => declared(state.facts, name),
        (one, other) => one.facts[name] === other.facts[name],
      ),
    ]),
  );
}

function isOne(one: unknown, other: unknown): boolean {
  return one === other;
}

/** The steps as they were told before where they are the same, so that this is quickly seen. */
export function keepSteps(
  facts: ReadonlyMap<string, readonly FactStep[]>,
  before: ReadonlyMap<string, readonly FactStep[]> | undefined,
): ReadonlyMap<string, readonly FactStep[]> {
  if (before === undefined) return facts;
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
