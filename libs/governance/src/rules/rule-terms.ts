import type { UsedTerm } from '../catalogue/event-type.js';
import { WORDS_OF_FACT } from '../payload/facts-field.js';
import type { TermKind } from '../vocabulary/term.js';

/** Facts that follow from events and that nobody declares. */
export const DERIVED_FACTS: readonly string[] = ['available', 'registered'];
const OF_COMPANY = 'company.';

/** Which field of which event is a word of the vocabulary. */
const WORD_FIELDS: ReadonlyMap<string, { readonly field: string; readonly kind: TermKind }> =
  new Map([
    ['measure.adopted', { field: 'measure', kind: 'measure' }],
    ['measure.checked', { field: 'measure', kind: 'measure' }],
    ['measure.withdrawn', { field: 'measure', kind: 'measure' }],
    ['assessment.completed', { field: 'kind', kind: 'assessment' }],
    ['incident.occurred', { field: 'kind', kind: 'incident' }],
  ]);

/** The words that a rule uses: those of its predicate and the values of its patterns. */
export function ruleTerms(rule: object): readonly UsedTerm[] {
  if (!isRecord(rule)) return [];
  const fields = ['trigger', 'satisfiedBy', 'undoneBy', 'breachedBy'];
  return [
    ...predicateTerms(rule['appliesWhen'], '/data/appliesWhen'),
    ...fields.flatMap((field) => patternTerms(rule[field], `/data/${field}`)),
  ];
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
  const word = WORD_FIELDS.get(String(patterns['type']));
  const wanted = word && isRecord(patterns['where']) ? patterns['where'][word.field] : undefined;
  if (word === undefined || wanted === undefined) return [];
  const pointer = `${at}/where/${word.field}`;
  const names: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return names.map((name) => ({ kind: word.kind, name: String(name), pointer }));
}

/** The facts that a predicate looks at, and the words that it wants in them. */
function predicateTerms(predicate: unknown, at: string): readonly UsedTerm[] {
  if (Array.isArray(predicate)) {
    return predicate.flatMap((part: unknown, index) => predicateTerms(part, `${at}/${index}`));
  }
  if (!isRecord(predicate)) return [];
  const parts = ['all', 'any', 'not'];
  return [
    ...leafTerms(predicate, at),
    ...parts.flatMap((field) => predicateTerms(predicate[field], `${at}/${field}`)),
  ];
}

function leafTerms(leaf: Readonly<Record<string, unknown>>, at: string): readonly UsedTerm[] {
  const { fact } = leaf;
  if (typeof fact !== 'string' || DERIVED_FACTS.includes(fact)) return [];
  const name = declaredName(fact);
  const kind = WORDS_OF_FACT.get(name);
  const wanted = ['has', 'hasAny'].flatMap((field) => textsOf(leaf[field], `${at}/${field}`));
  const words = kind === undefined ? [] : wanted.map((text) => ({ ...text, kind }));
  return [{ kind: 'fact', name, pointer: `${at}/fact` }, ...words];
}

function textsOf(
  value: unknown,
  at: string,
): readonly { readonly name: string; readonly pointer: string }[] {
  if (typeof value === 'string') return [{ name: value, pointer: at }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown, index) => textsOf(one, `${at}/${index}`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
