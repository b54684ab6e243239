import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkRule, decidingFacts, judge, PREDICATE_DEPTH_MAX } from '#libs/rulebook';
import type { FactValue, Predicate } from '#libs/rulebook';
import { RULE } from '../../api/setup/filing-duty.js';
import { changed } from '../setup/bodies.js';

const OPERATORS = ['all', 'any', 'not', 'fact', 'always', 'is', 'has', 'atLeast', '__proto__'];
/** Anything that looks a little like a predicate. */
const { tree: anything } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium' },
    fc.oneof(
      fc.constantFrom<unknown[]>('always', true, null, 'f', 1, 1.5, '1.50', '2026-02-30', {}),
    ),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.tuple(fc.constantFrom(...OPERATORS), tie('tree')).map(([one, of]) => ({ [one]: of })),
    fc.record({ fact: tie('tree'), is: tie('tree') }),
    fc.record({
      fact: fc.constantFrom('f', 'g'),
      atLeast: fc.constantFrom('1.5', 1, '2026-01-01'),
    }),
    fc.record({ fact: fc.constantFrom('f', 'g'), hasAny: fc.constantFrom(['x'], [], 'x') }),
  ),
}));
const values: fc.Arbitrary<FactValue | undefined> = fc.constantFrom(
  ...[true, false, 'x', '1.50', 7, '2026-01-01', undefined],
);

function withPredicate(appliesWhen: unknown) {
  return { ...RULE, appliesWhen };
}

describe('A predicate', () => {
  it('is refused with its place, or judged under any facts without an error', () => {
    let judged = 0;
    fc.assert(
      fc.property(anything, values, values, (predicate, f, g) => {
        const problems = checkRule(withPredicate(predicate));
        for (const { pointer } of problems) expect(pointer).toMatch(/^\/appliesWhen/);
        if (problems.length > 0) return;
        judged += 1;
        const facts: Readonly<Record<string, FactValue | undefined>> = { f, g };
        const judgement = judge(predicate as Predicate, (name) => facts[name]);
        expect([true, false, 'unknown']).toContain(judgement.value);
        expect(decidingFacts(judgement)).toEqual([...decidingFacts(judgement)].sort());
      }),
      { numRuns: 3000 },
    );
    expect(judged).toBeGreaterThan(100);
  });

  it('is refused one deeper than it may be, and at any depth beyond', () => {
    const nested = (depth: number): unknown => {
      let predicate: unknown = 'always';
      for (let level = 1; level < depth; level += 1) predicate = { not: predicate };
      return withPredicate(predicate);
    };
    expect(checkRule(nested(PREDICATE_DEPTH_MAX))).toEqual([]);
    for (const depth of [PREDICATE_DEPTH_MAX + 2, 10_000])
      expect(checkRule(nested(depth))).not.toEqual([]);
  });
});

describe('A rule', () => {
  it('is checked without an error, whatever is changed in it', () => {
    fc.assert(
      fc.property(fc.constant(RULE).chain(changed).chain(changed), (rule) => {
        for (const { pointer, code } of checkRule(rule)) {
          expect(pointer).toMatch(/^(\/.*)?$/su);
          expect(code).toMatch(/^[a-z-]+$/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
