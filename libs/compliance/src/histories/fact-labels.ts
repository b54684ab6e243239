import { VOCABULARY } from '#libs/governance';
import type { Localized } from '#libs/governance';

/** Facts that follow from events are no words of the vocabulary. */
const DERIVED: ReadonlyMap<string, Localized> = new Map([
  ['available', { en: 'Available', zh: '可用' }],
  ['registered', { en: 'Runs on a registered algorithm', zh: '所用算法已备案' }],
]);
const OF_COMPANY = 'company.';

/** The words for a fact; what nobody declared any more is called by its name. */
export function labelOfFact(fact: string, declared: ReadonlyMap<string, Localized>): Localized {
  const name = declaredName(fact);
  const label = DERIVED.get(name) ?? VOCABULARY.fact.get(name)?.label ?? declared.get(name);
  const { en, zh } = label ?? { en: name, zh: name };
  return name === fact ? { en, zh } : { en: `Company: ${en}`, zh: `公司：${zh}` };
}

/** The names of those facts that Edict does not ship with, as they were declared. */
export function factsToLookUp(facts: readonly string[]): readonly string[] {
  const names = facts.map(declaredName);
  return names.filter((name) => !DERIVED.has(name) && !VOCABULARY.fact.has(name));
}

function declaredName(fact: string): string {
  return fact.startsWith(OF_COMPANY) ? fact.slice(OF_COMPANY.length) : fact;
}
