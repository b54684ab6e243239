import type { Facts, FactValue, Occurrence } from '#libs/governance';

/** The declared facts by name. */
export function valuesOf(facts: Facts): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(
    Object.entries(facts)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, { value }]) => [name, value]),
  );
}

export function sinceOf(facts: Facts): readonly Occurrence[] {
  return Object.values(facts).map(({ since }) => since);
}

/** The members of a set fact; none while it is undeclared. */
export function membersOf(facts: Facts, name: string): readonly string[] {
  const value = facts[name]?.value;
  return typeof value === 'object' ? value : [];
}

export function wordOf(facts: Facts, name: string): string | undefined {
  const value = facts[name]?.value;
  return typeof value === 'string' ? value : undefined;
}
