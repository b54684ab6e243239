import type { UsedTerm } from '../catalogue/event-type.js';
import type { TermKind } from '../vocabulary/term.js';

/** Facts that follow from events and that nobody declares. */
export const DERIVED_FACTS: readonly string[] = ['available', 'registered'];
const OF_COMPANY = 'company.';

/** Which field of which event is a word of the vocabulary. */
const WORD_FIELDS: Readonly<Record<string, { readonly field: string; readonly kind: TermKind }>> = {
  'measure.adopted': { field: 'measure', kind: 'measure' },
  'measure.checked': { field: 'measure', kind: 'measure' },
  'measure.withdrawn': { field: 'measure', kind: 'measure' },
  'assessment.completed': { field: 'kind', kind: 'assessment' },
  'incident.occurred': { field: 'kind', kind: 'incident' },
};

/** The words that a rule uses: the facts of its predicate and the values of its patterns. */
export function ruleTerms(rule: object): readonly UsedTerm[] {
  if (!isRecord(rule)) return [];
  const facts = factsOf(rule['appliesWhen'], '/data/appliesWhen')
    .map(({ fact, pointer }) => ({ kind: 'fact' as const, name: declaredName(fact), pointer }))
    .filter(({ name }) => !DERIVED_FACTS.includes(name));
  const fields = ['trigger', 'satisfiedBy', 'undoneBy', 'breachedBy'];
  return [...facts, ...fields.flatMap((field) => patternTerms(rule[field], `/data/${field}`))];
}

function declaredName(fact: string): string {
  return fact.startsWith(OF_COMPANY) ? fact.slice(OF_COMPANY.length) : fact;
}

function patternTerms(patterns: unknown, at: string): readonly UsedTerm[] {
  if (Array.isArray(patterns)) {
    return patterns.flatMap((one: unknown, index) => patternTerms(one, `${at}/${index}`));
  }
  if (!isRecord(patterns)) return [];
  if (patterns['all'] !== undefined) return patternTerms(patterns['all'], `${at}/all`);
  const word = WORD_FIELDS[String(patterns['type'])];
  const wanted = word && isRecord(patterns['where']) ? patterns['where'][word.field] : undefined;
  if (word === undefined || wanted === undefined) return [];
  const pointer = `${at}/where/${word.field}`;
  const names: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return names.map((name) => ({ kind: word.kind, name: String(name), pointer }));
}

/** The facts that a predicate looks at, each with its place. */
function factsOf(
  predicate: unknown,
  at: string,
): readonly { readonly fact: string; readonly pointer: string }[] {
  if (Array.isArray(predicate)) {
    return predicate.flatMap((part: unknown, index) => factsOf(part, `${at}/${index}`));
  }
  if (!isRecord(predicate)) return [];
  const { fact } = predicate;
  const own = typeof fact === 'string' ? [{ fact, pointer: `${at}/fact` }] : [];
  const parts = ['all', 'any', 'not'].flatMap((field) =>
    factsOf(predicate[field], `${at}/${field}`),
  );
  return [...own, ...parts];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
