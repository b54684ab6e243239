import type { AlgorithmState, AlgorithmStatus } from '../states/algorithm-state.js';
import type { Occurrence } from '../states/occurrence.js';
import { filingDigits } from './filing-number.js';

interface Submission {
  readonly company: string;
  readonly name: string;
  readonly systems?: readonly string[];
}

interface Registration extends Submission {
  readonly number: string;
  readonly category?: string;
  readonly role?: string;
  readonly products?: string;
  readonly list?: string;
}

export interface Changes {
  readonly company?: string;
  readonly name?: string;
  readonly category?: string;
  readonly role?: string;
  readonly products?: string;
}

const BEFORE_REGISTRATION: readonly AlgorithmStatus[] = [
  'unknown',
  'submitted',
  'returned',
  'refused',
];
/** Registered and not ended, whatever else is being asked for. */
export const STANDING: readonly AlgorithmStatus[] = [
  'registered',
  'change-submitted',
  'cancellation-submitted',
];

/** A step of the filing's life; no effect where the filing is not in one of the states `from`. */
export function step(
  state: AlgorithmState,
  type: string,
  from: readonly AlgorithmStatus[],
  to: AlgorithmStatus,
  at: Occurrence,
  reason?: string,
): AlgorithmState {
  if (!from.includes(state.status)) return state;
  const taken = { type, at, ...(reason === undefined ? {} : { reason }) };
  return { ...state, status: to, since: at, steps: [...state.steps, taken] };
}

export function submittedAs(
  state: AlgorithmState,
  { company, name, systems = [] }: Submission,
  at: Occurrence,
): AlgorithmState {
  const type = 'algorithm.submitted';
  const next = step(state, type, ['unknown', 'returned', 'refused'], 'submitted', at);
  const filed = next === state ? state : { ...next, company, name, submitted: at };
  return linked(filed, systems, at);
}

export function registeredAs(
  state: AlgorithmState,
  { systems = [], number, ...registration }: Registration,
  at: Occurrence,
): AlgorithmState {
  const next = step(state, 'algorithm.registered', BEFORE_REGISTRATION, 'registered', at);
  if (next === state) return linked(state, systems, at);
  const { company, name, category, role, products, list } = registration;
  const filed = {
    ...next,
    company,
    name,
    number: filingDigits(number) ?? number,
    registered: at,
    ...(category === undefined ? {} : { category }),
    ...(role === undefined ? {} : { role }),
    ...(products === undefined ? {} : { products }),
    ...(list === undefined ? {} : { list }),
  };
  return linked(filed, systems, at);
}

/** The state with what an accepted change says. */
export function changedTo(state: AlgorithmState, changes: Changes, at: Occurrence): AlgorithmState {
  const { company, name, category, role, products } = changes;
  const isRenamed = name !== undefined && state.name !== undefined && name !== state.name;
  return {
    ...state,
    changed: at,
    ...(isRenamed ? { formerNames: [...state.formerNames, state.name] } : {}),
    ...(company === undefined ? {} : { company }),
    ...(name === undefined ? {} : { name }),
    ...(category === undefined ? {} : { category }),
    ...(role === undefined ? {} : { role }),
    ...(products === undefined ? {} : { products }),
  };
}

export function linked(
  state: AlgorithmState,
  systems: readonly string[],
  since: Occurrence,
): AlgorithmState {
  const isNew = (system: string): boolean => !state.systems.some((one) => one.system === system);
  const added = [...new Set(systems)].filter(isNew).map((system) => ({ system, since }));
  return added.length === 0 ? state : { ...state, systems: [...state.systems, ...added] };
}

export function unlinked(state: AlgorithmState, system: string): AlgorithmState {
  const systems = state.systems.filter((one) => one.system !== system);
  return systems.length === state.systems.length ? state : { ...state, systems };
}
