import { describe, expect, it } from '@jest/globals';

import { filingDigits, officialNumber } from './filing-number.js';

const DIGITS = '110108413760701250055';

describe('a filing number', () => {
  it.each([
    DIGITS,
    `网信算备${DIGITS}号`,
    `网信算备：${DIGITS}号`,
    `网信算备:${DIGITS}号`,
    `网信算备: ${DIGITS}`,
    `网信算备 ${DIGITS}号`,
    ` 网信算备${DIGITS}号\n`,
  ])('may be written %j', (text) => {
    expect(filingDigits(text)).toBe(DIGITS);
  });

  it.each([
    '网信算备1101082242366066220017号',
    '网信算备11010841376070125005号',
    '网信算备号',
    '１１０１０８４１３７６０７０１２５００５５',
    `备${DIGITS}号`,
    '',
  ])('is not %j', (text) => {
    expect(filingDigits(text)).toBeUndefined();
  });

  it('has an official form that reads back', () => {
    expect(filingDigits(officialNumber(DIGITS))).toBe(DIGITS);
  });
});
