/** What a predicate says of facts, without the derivation: most evaluations need no more. */
import type { FactStep } from '../history.js';
import type { FactTest, Predicate } from '../rule.js';
import { decidingFacts, factsOf, judge, truthOf, type Truth } from './judge.js';

/** What came out, and the facts that decided it, in the order of their names. */
export interface Decision {
  readonly value: Truth;
  readonly deciding: readonly string[];
}

/** Three to this power still counts every combination of answers exactly. */
const TESTS_REMEMBERED_MAX = 30;
/** Combinations that are kept for each predicate. */
const DECISIONS_MAX = 1_000;

/** A test with the place of its fact among those that the predicate names. */
interface Placed {
  readonly test: FactTest;
  readonly place: number;
  /** What it said last, of which step: from one instant to the next few facts change. */
  step: FactStep | undefined;
  digit: number;
}

interface Tested {
  readonly tests: readonly Placed[];
  /** By what the tests say: whatever the facts are, they decide through nothing else. */
  readonly decisions: Map<number, Decision>;
}

/** Of a test whose fact is not declared. */
const UNKNOWN = 2;
const TESTED = new WeakMap<object, Tested>();
const ALWAYS: Decision = { value: true, deciding: [] };

/** @param steps where each fact stands that `factsOf` names, in that order; nothing: undeclared */
export function decide(predicate: Predicate, steps: readonly (FactStep | undefined)[]): Decision {
  if (typeof predicate === 'string') return ALWAYS;
  const { tests, decisions } = testedOf(predicate);
  if (tests.length > TESTS_REMEMBERED_MAX) return decided(predicate, steps);
  let combination = 0;
  for (const placed of tests) combination = combination * 3 + digitNow(placed, steps[placed.place]);
  const before = decisions.get(combination);
  if (before !== undefined) return before;
  if (decisions.size >= DECISIONS_MAX) decisions.clear();
  const decision = decided(predicate, steps);
  decisions.set(combination, decision);
  return decision;
}

function decided(predicate: Predicate, steps: readonly (FactStep | undefined)[]): Decision {
  const facts = [...factsOf(predicate)];
  const judgement = judge(predicate, (fact) => steps[facts.indexOf(fact)]?.value);
  return { value: judgement.value, deciding: decidingFacts(judgement) };
}

function digitNow(placed: Placed, step: FactStep | undefined): number {
  if (step !== placed.step) {
    placed.step = step;
    placed.digit = digitOf(placed.test, step);
  }
  return placed.digit;
}

function digitOf(test: FactTest, step: FactStep | undefined): number {
  const truth = step?.value === undefined ? 'unknown' : truthOf(test, step.value);
  if (truth === 'unknown') return UNKNOWN;
  return truth ? 1 : 0;
}

function testedOf(predicate: Exclude<Predicate, string>): Tested {
  const before = TESTED.get(predicate);
  if (before !== undefined) return before;
  const facts = [...factsOf(predicate)];
  const tests = testsIn(predicate).map((test): Placed => ({
    test,
    place: facts.indexOf(test.fact),
    step: undefined,
    digit: UNKNOWN,
  }));
  const tested = { tests, decisions: new Map<number, Decision>() };
  TESTED.set(predicate, tested);
  return tested;
}

function testsIn(predicate: Predicate): readonly FactTest[] {
  if (typeof predicate === 'string' || 'always' in predicate) return [];
  if ('fact' in predicate) return [predicate];
  if ('not' in predicate) return testsIn(predicate.not);
  return ('all' in predicate ? predicate.all : predicate.any).flatMap(testsIn);
}
