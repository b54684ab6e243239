import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FAILURES_MAX, retryDelayS } from './retry-delay.js';

describe('The time until a webhook is called again', () => {
  it('grows with every failure in a row', () => {
    const delays = Array.from({ length: 9 }, (_, index) => retryDelayS(index + 1, 0.5));
    expect(delays).toEqual([5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800]);
    expect(retryDelayS(40, 0.5)).toBe(28_800);
  });

  it('is never the same for all, and never off by more than a fifth', () => {
    const failures = fc.integer({ min: 1, max: 100 });
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(failures, chance, (count, drawn) => {
        const middle = retryDelayS(count, 0.5);
        const delay = retryDelayS(count, drawn);
        expect(delay).toBeGreaterThanOrEqual(middle * 0.8 - 1e-9);
        expect(delay).toBeLessThanOrEqual(middle * 1.2 + 1e-9);
      }),
    );
    expect(retryDelayS(3, 0)).not.toBe(retryDelayS(3, 0.9));
  });

  it('adds up to more than a day before a webhook is disabled', () => {
    const waits = Array.from({ length: FAILURES_MAX - 1 }, (_, index) => retryDelayS(index + 1, 0));
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600;
    expect(hours).toBeGreaterThan(24);
    expect(hours).toBeLessThan(48);
  });
});
