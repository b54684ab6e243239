import type { FactStep } from '#libs/rulebook';
import type { Facts, FactValue } from '../states/facts.js';
import type { Occurrence } from '../states/occurrence.js';
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
 */
export function factSteps<State>(
  standings: readonly Standing<State>[],
  read: (state: State) => FactNow | undefined,
): readonly FactStep[] {
  const steps: FactStep[] = [];
  for (const { from, state } of standings) {
    const now = read(state);
    const step = now === undefined ? { from, because: [] } : stepOf(from, now);
    const last = steps.at(-1);
    if (last === undefined ? now !== undefined : !saysTheSame(last, step)) steps.push(step);
  }
  return steps;
}

/** Every fact that was ever declared, each with its steps. */
export function declaredFacts<State extends { readonly facts: Facts }>(
  standings: readonly Standing<State>[],
): ReadonlyMap<string, readonly FactStep[]> {
  const names = new Set(standings.flatMap(({ state }) => Object.keys(state.facts)));
  return new Map(
    [...names].map((name) => [name, factSteps(standings, (state) => declared(state.facts, name))]),
  );
}

function declared(facts: Facts, name: string): FactNow | undefined {
  const fact = facts[name];
  return fact && { value: fact.value, since: [fact.since] };
}

function stepOf(from: number, { value, since }: FactNow): FactStep {
  const because = positionsOf(...since.map((occurrence) => occurrence.because));
  // Only what happened at the step itself says how precisely its moment is known.
  const latest = since
    .filter(({ instant }) => instant === from)
    .map((occurrence) => latestOf(occurrence) ?? from);
  const last = Math.max(from, ...latest);
  return last > from ? { from, value, because, latest: last } : { from, value, because };
}

function saysTheSame(one: FactStep, other: FactStep): boolean {
  return (
    JSON.stringify(one.value) === JSON.stringify(other.value) &&
    one.because.join() === other.because.join()
  );
}
