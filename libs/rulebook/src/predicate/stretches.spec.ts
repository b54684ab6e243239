import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FactStep, Instant } from '../history.js';
import type { Predicate } from '../rule.js';
import { decidingFacts, judge } from './judge.js';
import { stretchesOf, type Stretch } from './stretches.js';

type Facts = ReadonlyMap<string, readonly FactStep[]>;

const NAMES = ['roles', 'markets', 'users'];
const WORDS = ['a', 'b', 'c'];

const name = fc.constantFrom(...NAMES);
const word = fc.constantFrom(...WORDS);
const leaf = fc.oneof(
  fc.record({ fact: name, is: word }),
  fc.record({ fact: name, hasAny: fc.array(word, { maxLength: 2 }) }),
);
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.constantFrom<Predicate>('always', { always: true }),
    fc.record({ all: fc.array(tie('predicate'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('predicate'), { maxLength: 3 }) }),
    fc.record({ not: tie('predicate') }),
  ),
}));
const instant = fc.oneof(fc.constant(-Infinity), fc.integer({ min: 0, max: 6 }));
const step: fc.Arbitrary<FactStep> = fc
  .record({
    from: instant,
    because: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
    value: fc.option(fc.oneof(word, fc.array(word, { maxLength: 2 })), { nil: undefined }),
  })
  .map(({ value, because, ...when }) => ({
    ...when,
    because: because.toSorted((one, other) => one - other),
    ...(value === undefined ? {} : { value }),
  }));
const steps = fc
  .uniqueArray(step, { maxLength: 4, selector: ({ from }) => from })
  .map((some) => some.toSorted((one, other) => (one.from < other.from ? -1 : 1)));
const facts: fc.Arbitrary<Facts> = fc
  .array(fc.tuple(name, steps), { maxLength: 3 })
  .map((pairs) => new Map(pairs));

describe('what a predicate says through all of time', () => {
  it('is at every instant what it says of the facts as they stand then', () => {
    fc.assert(
      fc.property(predicate, fc.array(facts, { minLength: 1, maxLength: 10 }), (asked, worlds) => {
        for (const world of worlds) {
          const stretches = stretchesOf(asked, world);
          for (const at of [-Infinity, -1, 0, 1, 2, 3, 4, 5, 6, 7]) {
            const said = stretches.findLast(({ from }) => from <= at);
            expect(told(said)).toEqual(judged(asked, world, at));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same list for rules that ask the same, while the facts are the same', () => {
    const world: Facts = new Map([['roles', [{ from: 3, because: [1], value: ['a'] }]]]);
    const asked = (has: string): Predicate => ({ all: [{ fact: 'roles', has }] });
    const first = stretchesOf(asked('a'), world);
    expect(stretchesOf(asked('a'), new Map(world))).toBe(first);
    expect(stretchesOf(asked('b'), world)).not.toBe(first);
    expect(stretchesOf(asked('a'), new Map())).not.toBe(first);
  });
});

function told(stretch: Stretch | undefined) {
  return stretch && { ...stretch.decision, because: stretch.because };
}

function judged(asked: Predicate, world: Facts, at: Instant) {
  const stepOf = (fact: string) => world.get(fact)?.findLast(({ from }) => from <= at);
  const judgement = judge(asked, (fact) => stepOf(fact)?.value);
  const deciding = decidingFacts(judgement);
  const because = deciding.flatMap((fact) => stepOf(fact)?.because ?? []);
  return {
    value: judgement.value,
    deciding,
    because: [...new Set(because)].sort((one, other) => one - other),
  };
}
