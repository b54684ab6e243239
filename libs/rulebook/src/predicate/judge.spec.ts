import { describe, expect, it } from '@jest/globals';
import type { FactValue } from '../history.js';
import type { Predicate } from '../rule.js';
import { decidingFacts, judge, type Truth } from './judge.js';

const FACTS: Readonly<Record<string, FactValue>> = {
  public: true,
  internal: false,
  role: 'provider',
  capabilities: ['text.generation', 'voice.clone'],
  users: 1_000_000,
  revenue: '0.30',
  flop: '100000000000000000000000000',
  placed: '2026-08-02',
};

function judged(predicate: Predicate) {
  return judge(predicate, (name) => FACTS[name]);
}

const T: Predicate = { fact: 'public', is: true };
const F: Predicate = { fact: 'internal', is: true };
const U: Predicate = { fact: 'undeclared', is: true };

describe('a predicate', () => {
  it.each<[Predicate, Truth]>([
    ['always', true],
    [{ always: true }, true],
    [T, true],
    [F, false],
    [U, 'unknown'],
    [{ fact: 'internal', is: false }, true],
    [{ fact: 'role', is: 'deployer' }, false],
    [{ fact: 'capabilities', has: 'voice.clone' }, true],
    [{ fact: 'capabilities', has: 'face.swap' }, false],
    [{ fact: 'undeclared', has: 'face.swap' }, 'unknown'],
    [{ fact: 'capabilities', hasAny: ['face.swap', 'voice.clone'] }, true],
    [{ fact: 'capabilities', hasAny: ['face.swap'] }, false],
    [{ fact: 'role', has: 'provider' }, 'unknown'],
    [{ fact: 'capabilities', is: 'voice.clone' }, 'unknown'],
    [{ not: T }, false],
    [{ not: U }, 'unknown'],
  ])('%j is %s', (predicate, value) => {
    expect(judged(predicate).value).toBe(value);
  });

  it.each<[FactValue, 'atLeast' | 'below', number | string, Truth]>([
    [1_000_000, 'atLeast', 1_000_000, true],
    [999_999, 'atLeast', 1_000_000, false],
    [999_999, 'below', 1_000_000, true],
    ['0.30', 'atLeast', '0.3', true],
    ['0.30', 'below', '0.3', false],
    ['0.1', 'below', '0.10000000000000000001', true],
    ['-0.5', 'below', 0, true],
    ['9007199254740993', 'atLeast', '9007199254740994', false],
    ['100000000000000000000000000', 'atLeast', '10000000000000000000000000', true],
    ['2026-08-02', 'atLeast', '2026-08-02', true],
    ['2026-08-01', 'atLeast', '2026-08-02', false],
    ['2026-08-02', 'atLeast', 5, 'unknown'],
    ['many', 'atLeast', 5, 'unknown'],
    [true, 'atLeast', 1, 'unknown'],
    [['a'], 'below', 1, 'unknown'],
    ['1e3', 'atLeast', 5, 'unknown'],
  ])('compares %p %s %p exactly: %s', (value, test, limit, truth) => {
    const predicate: Predicate =
      test === 'atLeast' ? { fact: 'f', atLeast: limit } : { fact: 'f', below: limit };
    expect(judge(predicate, () => value).value).toBe(truth);
  });

  it.each<['all' | 'any', Predicate, Predicate, Truth]>([
    ['all', T, T, true],
    ['all', T, F, false],
    ['all', T, U, 'unknown'],
    ['all', F, U, false],
    ['all', U, U, 'unknown'],
    ['any', F, F, false],
    ['any', T, F, true],
    ['any', T, U, true],
    ['any', F, U, 'unknown'],
    ['any', U, U, 'unknown'],
  ])('follows Kleene: %s of %j and %j is %s', (operator, left, right, value) => {
    const parts = [left, right];
    const predicate = operator === 'all' ? { all: parts } : { any: parts };
    expect(judged(predicate).value).toBe(value);
  });

  it('names exactly the facts that would settle an unknown', () => {
    const settledAway: Predicate = { any: [T, { fact: 'needless', is: true }] };
    const both: Predicate = { any: [U, { all: [{ fact: 'more', has: 'x' }, T] }, F] };
    expect(decidingFacts(judged({ all: [settledAway, both] }))).toEqual(['more', 'undeclared']);
  });

  it('names the leaf that made it false', () => {
    expect(decidingFacts(judged({ all: [T, F, U] }))).toEqual(['internal']);
    expect(decidingFacts(judged({ not: { any: [F, T] } }))).toEqual(['public']);
  });

  it('keeps each leaf with its outcome and the value of its fact', () => {
    expect(judged({ all: [T, U] })).toEqual({
      operator: 'all',
      value: 'unknown',
      of: [
        { operator: 'fact', value: true, test: T, factValue: true },
        { operator: 'fact', value: 'unknown', test: U },
      ],
    });
  });
});
