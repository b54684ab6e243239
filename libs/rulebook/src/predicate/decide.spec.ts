import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FactStep, FactValue } from '../history.js';
import type { FactTest, Predicate } from '../rule.js';
import { decide } from './decide.js';
import { decidingFacts, factsOf, judge } from './judge.js';

const NAMES = ['roles', 'markets', 'users', 'public'];
const WORDS = ['a', 'b', 'c'];

const name = fc.constantFrom(...NAMES);
const word = fc.constantFrom(...WORDS);
const test: fc.Arbitrary<FactTest> = fc.oneof(
  fc.record({ fact: name, is: fc.oneof(word, fc.boolean()) }),
  fc.record({ fact: name, has: word }),
  fc.record({ fact: name, hasAny: fc.array(word, { maxLength: 2 }) }),
  fc.record({ fact: name, atLeast: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ fact: name, below: fc.integer({ min: 0, max: 3 }) }),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    test,
    fc.constantFrom<Predicate>('always', { always: true }),
    fc.record({ all: fc.array(tie('predicate'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('predicate'), { maxLength: 4 }) }),
    fc.record({ not: tie('predicate') }),
  ),
}));
const value: fc.Arbitrary<FactValue | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.boolean(),
  fc.integer({ min: 0, max: 4 }),
  word,
  fc.array(word, { maxLength: 2 }),
);
const facts = fc.array(fc.tuple(name, value)).map((pairs) => new Map(pairs));

describe('what a predicate says without its derivation', () => {
  it('is what the derivation says, whatever was asked before', () => {
    fc.assert(
      fc.property(predicate, fc.array(facts, { minLength: 1, maxLength: 20 }), (asked, worlds) => {
        for (const world of worlds) {
          const judgement = judge(asked, (fact) => world.get(fact));
          expect(
            decide(
              asked,
              [...factsOf(asked)].map((fact) => stepOf(world.get(fact))),
            ),
          ).toEqual({
            value: judgement.value,
            deciding: decidingFacts(judgement),
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is so of more tests than are remembered together', () => {
    const all = Array.from({ length: 40 }, (_, index) => ({ fact: `f${index}`, is: true }));
    const said = (last: boolean) =>
      decide(
        { all },
        all.map(({ fact }) => stepOf(fact === 'f39' ? last : true)),
      ).value;
    expect([said(true), said(false)]).toEqual([true, false]);
  });
});

function stepOf(of: FactValue | undefined): FactStep {
  return { from: 0, because: [], ...(of === undefined ? {} : { value: of }) };
}
