import { describe, expect, it } from '@jest/globals';
import type { Contender } from './contender.js';
import { inTurns } from './rounds.js';
import { ratioText, verdictOn } from './verdict.js';

/** Does so many in each round in turn, in one second. */
function steady(name: string, counts: readonly number[], log: string[] = []): Contender {
  let round = 0;
  return {
    name,
    round: () => {
      log.push(name);
      const count = counts[round] ?? 0;
      round += 1;
      return Promise.resolve({ count, ms: 1_000 });
    },
    end: () => Promise.resolve(),
  };
}

const silent = (): void => undefined;

describe('contenders that are measured in turns', () => {
  it('are compared round by round, the first of which does not count', async () => {
    const one = steady('one', [9_999, 100, 400, 90]);
    const other = steady('other', [1, 50, 100, 60]);
    const rounds = { counted: 3, amount: 1, warmUp: true };
    const paces = await inTurns([one, other], rounds, silent);
    expect(paces.rate('one')).toEqual({ median: 100, least: 90, most: 400 });
    expect(paces.ratio('one', 'other')).toEqual({ median: 2, least: 1.5, most: 4 });
    expect(ratioText(paces.ratio('one', 'other'))).toBe('2.00 times (1.50 to 4.00)');
    expect(paces.has('third')).toBe(false);
  });

  it('begin in another order each round', async () => {
    const log: string[] = [];
    const contenders = ['a', 'b', 'c'].map((name) => steady(name, [1, 1, 1], log));
    await inTurns(contenders, { counted: 2, amount: 1, warmUp: false }, silent);
    expect(log.join('')).toBe('bcacab');
  });
});

describe('a verdict', () => {
  it.each([
    [1.2, 'met'],
    [1.19, 'missed by 1 %'],
    [0.6, 'missed by 50 %'],
  ])('on %d times where 1.2 are wanted is: %s', (ratio, verdict) => {
    expect(verdictOn(ratio, { atLeast: 1.2, than: 'another' })).toBe(verdict);
  });
});
