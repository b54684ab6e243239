import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timeProblem } from './instant.js';

describe('the valid time of an event', () => {
  it.each([
    '2026-02-10T09:00:00Z',
    '2026-02-10T09:00:00+08:00',
    '2026-02-10T09:00:00-00:30',
    '2024-02-29T23:59:59.123456789+23:59',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
  ])('takes %s', (text) => {
    expect(timeProblem(text)).toBeUndefined();
  });

  it.each([
    ['no offset', '2026-02-10T09:00:00'],
    ['a bare date', '2026-02-10'],
    ['no seconds', '2026-02-10T09:00Z'],
    ['a space for the T', '2026-02-10 09:00:00Z'],
    ['small letters', '2026-02-10t09:00:00z'],
    ['ten fraction digits', '2026-02-10T09:00:00.1234567890Z'],
    ['an empty fraction', '2026-02-10T09:00:00.Z'],
    ['an offset without a colon', '2026-02-10T09:00:00+0800'],
    ['a five-digit year', '+12026-02-10T09:00:00Z'],
    ['text around it', ' 2026-02-10T09:00:00Z\n'],
    ['30 February', '2026-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February of 1900', '1900-02-29T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-10T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['hour 24', '2026-02-10T24:00:00Z'],
    ['minute 60', '2026-02-10T09:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['an offset of 24 hours', '2026-02-10T09:00:00+24:00'],
    ['an offset of 60 minutes', '2026-02-10T09:00:00+08:60'],
  ])('asks for RFC 3339 where there is %s', (_, text) => {
    expect(timeProblem(text)).toContain('RFC 3339');
  });

  it.each(['0000-12-31T23:00:00Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    'refuses %s, whose instant has no year of four digits',
    (text) => {
      expect(timeProblem(text)).toContain('years 0001 to 9999');
    },
  );

  it('takes every instant that a date can show', () => {
    const dates = fc.date({
      min: new Date('0001-01-02T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(timeProblem(date.toISOString())).toBeUndefined();
      }),
    );
  });
});
