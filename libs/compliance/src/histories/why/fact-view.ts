import type { Localized } from '#libs/governance';
import type { EventRef } from '#libs/governance';
import type { Because, SubjectHistory } from '#libs/rulebook';
import type { Fields } from '../../registers/register.js';
import type { FactView } from './why-view.js';

interface Around {
  /** The facts that are asked for, each with the events that gave it its value. */
  readonly facts: Readonly<Record<string, Because>>;
  readonly labelOf: (fact: string) => Localized;
  readonly eventsOf: (because: Because) => readonly EventRef[];
}

export function factViews(
  { facts }: SubjectHistory,
  at: number,
  missing: readonly string[],
  around: Around,
): readonly Fields<FactView>[] {
  return Object.entries(around.facts).map(([fact, because]) => {
    const value = facts.get(fact)?.findLast(({ from }) => from <= at)?.value;
    return {
      fact,
      label: around.labelOf(fact),
      ...(value === undefined ? {} : { value }),
      missing: missing.includes(fact),
      because: around.eventsOf(because),
    };
  });
}
