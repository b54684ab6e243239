/** Kleene's three-valued logic over facts, with the derivation. */
import type { FactValue } from '../history.js';
import type { FactTest, Predicate, Scalar } from '../rule.js';
import { compareExactly, isDecimal } from './compare.js';

export type Truth = true | false | 'unknown';

/** A predicate with what came out, node by node. */
export type Judgement =
  | { readonly operator: 'always'; readonly value: true }
  | {
      readonly operator: 'fact';
      readonly value: Truth;
      readonly test: FactTest;
      /** Absent where nothing declares the fact. */
      readonly factValue?: FactValue;
    }
  | {
      readonly operator: 'all' | 'any' | 'not';
      readonly value: Truth;
      readonly of: readonly Judgement[];
    };

export type FactLookup = (name: string) => FactValue | undefined;

export function judge(predicate: Predicate, factOf: FactLookup): Judgement {
  if (typeof predicate === 'string' || 'always' in predicate) {
    return { operator: 'always', value: true };
  }
  if ('all' in predicate) {
    const of = predicate.all.map((part) => judge(part, factOf));
    return { operator: 'all', value: conjunction(of), of };
  }
  if ('any' in predicate) {
    const of = predicate.any.map((part) => judge(part, factOf));
    return { operator: 'any', value: disjunction(of), of };
  }
  if ('not' in predicate) {
    const inner = judge(predicate.not, factOf);
    return { operator: 'not', value: negation(inner.value), of: [inner] };
  }
  const factValue = factOf(predicate.fact);
  if (factValue === undefined) return { operator: 'fact', value: 'unknown', test: predicate };
  return { operator: 'fact', value: truthOf(predicate, factValue), test: predicate, factValue };
}

/**
 * The facts that decided: of an unknown judgement, exactly those that would settle it. A part with
 * another value than the whole had no say.
 */
export function decidingFacts(judgement: Judgement): readonly string[] {
  const facts = new Set<string>();
  const visit = (node: Judgement): void => {
    if (node.operator === 'fact') facts.add(node.test.fact);
    if (!('of' in node)) return;
    const isNegation = node.operator === 'not';
    node.of.filter((part) => isNegation || part.value === node.value).forEach(visit);
  };
  visit(judgement);
  return [...facts].sort();
}

/** Every fact that the predicate names. */
export function factsOf(predicate: Predicate): ReadonlySet<string> {
  if (typeof predicate === 'string' || 'always' in predicate) return NO_FACTS;
  const before = FACTS_OF.get(predicate);
  if (before !== undefined) return before;
  const facts = namedIn(predicate);
  FACTS_OF.set(predicate, facts);
  return facts;
}

const NO_FACTS: ReadonlySet<string> = new Set();
/** Predicates never change, and every evaluation asks. */
const FACTS_OF = new WeakMap<object, ReadonlySet<string>>();

function namedIn(predicate: Exclude<Predicate, 'always'>): ReadonlySet<string> {
  if ('always' in predicate) return NO_FACTS;
  if ('fact' in predicate) return new Set([predicate.fact]);
  if ('not' in predicate) return factsOf(predicate.not);
  const parts = 'all' in predicate ? predicate.all : predicate.any;
  return new Set(parts.flatMap((part) => [...factsOf(part)]));
}

function conjunction(parts: readonly Judgement[]): Truth {
  if (parts.some(({ value }) => value === false)) return false;
  return parts.every(({ value }) => value === true) ? true : 'unknown';
}

function disjunction(parts: readonly Judgement[]): Truth {
  if (parts.some(({ value }) => value === true)) return true;
  return parts.every(({ value }) => value === false) ? false : 'unknown';
}

function negation(value: Truth): Truth {
  return value === 'unknown' ? value : !value;
}

/** A declared fact of another type than the test needs leaves it unknown. */
export function truthOf(test: FactTest, value: FactValue): Truth {
  if ('is' in test) return typeof value === 'object' ? 'unknown' : same(value, test.is);
  if ('has' in test) return typeof value === 'object' ? value.includes(test.has) : 'unknown';
  if ('hasAny' in test) {
    if (typeof value !== 'object') return 'unknown';
    return test.hasAny.some((element) => value.includes(element));
  }
  const order = compareExactly(value, 'atLeast' in test ? test.atLeast : test.below);
  if (order === undefined) return 'unknown';
  return 'atLeast' in test ? order >= 0 : order < 0;
}

/** An integer may be declared as a number or as a string of digits. */
function same(left: Scalar, right: Scalar): boolean {
  if (left === right) return true;
  const numeric = typeof left === 'number' ? isDecimal(right) : isDecimal(left);
  return numeric && typeof left !== typeof right && compareExactly(left, right) === 0;
}
