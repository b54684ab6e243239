import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keepEqual } from './keep-equal.js';

const value = fc.jsonValue({ maxDepth: 3 });

describe('a value that keeps the equal parts of an earlier one', () => {
  it('says what it said, whatever was before', () => {
    fc.assert(
      fc.property(value, value, (now, before) => {
        expect(JSON.stringify(keepEqual(now, before))).toBe(JSON.stringify(now));
      }),
    );
  });

  it('is the earlier value itself where both say the same', () => {
    fc.assert(
      fc.property(fc.array(value), (before) => {
        expect(keepEqual(structuredClone(before), before)).toBe(before);
      }),
    );
  });

  it('keeps every part before and behind what came or went', () => {
    const [one, two, three] = [{ name: 'one' }, { name: 'two' }, { name: 'three' }];
    const before = { list: [one, three], other: { one } };
    const now = structuredClone({ list: [one, two, three], other: { one } });
    const kept = keepEqual(now, before);
    expect(kept).toEqual(now);
    expect(kept.list[0]).toBe(one);
    expect(kept.list[2]).toBe(three);
    expect(kept.other).toBe(before.other);
    expect(now.other).not.toBe(before.other);
  });

  it('takes fields in another order for something else', () => {
    const before = { one: 1, two: 2 };
    expect(keepEqual({ two: 2, one: 1 }, before)).not.toBe(before);
  });
});
