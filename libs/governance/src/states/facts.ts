import type { Occurrence } from './occurrence.js';

export type FactValue = string | number | boolean | readonly string[];

export interface DeclaredFact {
  readonly value: FactValue;
  readonly since: Occurrence;
  readonly reason?: string;
  /** The day by which somebody should look again. */
  readonly reviewBy?: string;
}

/** The declared facts by name. A fact that is not here is unknown, not false. */
export type Facts = Readonly<Record<string, DeclaredFact>>;

interface Judgement {
  readonly reason?: string | undefined;
  readonly reviewBy?: string | undefined;
}

/** Declares facts; `null` undeclares one. The same reference where nothing changes. */
export function declare(
  facts: Facts,
  values: Readonly<Record<string, FactValue | null | undefined>>,
  since: Occurrence,
  { reason, reviewBy }: Judgement = {},
): Facts {
  let declared = facts;
  for (const [name, value] of Object.entries(values)) {
    if (value === null) declared = without(declared, name);
    else if (value !== undefined) {
      const fact = {
        value,
        since,
        ...(reason === undefined ? {} : { reason }),
        ...(reviewBy === undefined ? {} : { reviewBy }),
      };
      if (!says(declared[name], fact)) declared = { ...declared, [name]: fact };
    }
  }
  return declared;
}

function without(facts: Facts, name: string): Facts {
  if (facts[name] === undefined) return facts;
  return Object.fromEntries(Object.entries(facts).filter(([other]) => other !== name));
}

function says(fact: DeclaredFact | undefined, { value, reason, reviewBy }: DeclaredFact): boolean {
  return (
    fact !== undefined &&
    sameValue(fact.value, value) &&
    fact.reason === reason &&
    fact.reviewBy === reviewBy
  );
}

function sameValue(one: FactValue, other: FactValue): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  return one.length === other.length && one.every((member) => other.includes(member));
}
