import { describe, expect, it } from '@jest/globals';
import { lastDayWithin, readWithin } from './within.js';

describe('How far ahead deadlines are looked for', () => {
  it.each([
    ['1d', '2026-02-01'],
    ['30d', '2026-03-02'],
    ['2w', '2026-02-14'],
    ['1m', '2026-02-28'],
    ['9999d', '2053-06-17'],
  ])('%s from 31 January 2026 is until %s', (text, day) => {
    const within = readWithin(text);
    expect(within && lastDayWithin('2026-01-31', within)).toBe(day);
  });

  it.each([
    ['1d', '9999-12-31'],
    ['9999w', '9900-01-01'],
    ['1m', '9999-12-15'],
    ['9999m', '9999-01-01'],
  ])('%s from late in the year 9999 is until its end', (text, today) => {
    const within = readWithin(text);
    expect(within && lastDayWithin(today, within)).toBe('9999-12-31');
  });

  it.each(['', '30', 'd', '0d', '01d', '+1d', '-1d', '1.5d', '1e2d', '10000d', '3y', '3 d', '3D'])(
    'is not read from %j',
    (text) => {
      expect(readWithin(text)).toBeUndefined();
    },
  );
});
