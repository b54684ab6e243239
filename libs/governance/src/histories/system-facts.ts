import { capabilitiesOf, type SystemState } from '../states/system-state.js';
import {
  declaredFacts,
  factSteps,
  type FactNow,
  type FactsByName,
  type Reading,
  type StepsSoFar,
} from './fact-steps.js';
import type { Standing } from './standings.js';

/**
 * What is declared of a system, whether it can be used, and what it can do.
 * @param before the same of standings that were the same before an instant
 */
export function factsOfSystem(
  standings: readonly Standing<SystemState>[],
  before: FactsByName | undefined,
  since: number,
): FactsByName {
  const soFar = (name: string): StepsSoFar | undefined => {
    const steps = before?.get(name);
    return steps && { steps, since };
  };
  return new Map([
    ...declaredFacts(standings, before, since),
    ['available', factSteps(standings, AVAILABLE, soFar('available'))],
    ['capabilities', factSteps(standings, CAPABILITIES, soFar('capabilities'))],
  ]);
}

const AVAILABLE: Reading<SystemState> = {
  read: ({ available, availableSince }) => {
    if (available === undefined) return undefined;
    return { value: available, since: availableSince ? [availableSince] : [] };
  },
  sameFor: (one, other) =>
    one.available === other.available && one.availableSince === other.availableSince,
};

const CAPABILITIES: Reading<SystemState> = {
  read: capabilitiesNow,
  sameFor: (one, other) =>
    one.features === other.features &&
    one.listedCapabilities === other.listedCapabilities &&
    one.facts['capabilities'] === other.facts['capabilities'],
};

function capabilitiesNow(state: SystemState): FactNow | undefined {
  const value = capabilitiesOf(state);
  if (value === undefined) return undefined;
  const declared = state.facts['capabilities'];
  const features = state.features.flatMap(({ since, listed }) => [since, listed]);
  return { value, since: [...(declared ? [declared.since] : []), ...features] };
}
