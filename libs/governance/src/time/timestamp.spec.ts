import { describe, expect, it } from '@jest/globals';

import { instantOf, isDay, isDayOrTimestamp, isPartialDay, isTimestamp } from './timestamp.js';

describe('a timestamp', () => {
  it.each([
    '2026-02-09T00:00:00Z',
    '2026-02-09T08:30:00+08:00',
    '2024-02-29T23:59:59.999999999-05:00',
    '2026-02-09T00:00:00-00:00',
  ])('may be %s', (text) => {
    expect(isTimestamp(text)).toBe(true);
  });

  it.each([
    '2026-02-09',
    '2026-02-09T00:00:00',
    '2026-02-09t00:00:00z',
    '2026-02-09 00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-09T24:00:00Z',
    '2026-02-09T00:60:00Z',
    '2026-12-31T23:59:60Z',
    '2026-02-09T00:00:00+0800',
    '2026-02-09T00:00:00+24:00',
    '2026-02-09T00:00:00.Z',
    '2026-02-09T00:00:00.1234567890Z',
    '',
  ])('is not %s', (text) => {
    expect(isTimestamp(text)).toBe(false);
  });

  it('is the same instant whatever its offset', () => {
    expect(instantOf('2026-02-09T08:00:00+08:00')).toBe(instantOf('2026-02-09T00:00:00Z'));
    expect(instantOf('2026-02-09T00:00:00.123456Z')).toBe(Date.UTC(2026, 1, 9, 0, 0, 0, 123));
  });
});

describe('a day', () => {
  it.each(['2026-02-28', '2024-02-29', '0001-01-01'])('may be %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each(['2026-02-29', '2026-00-01', '2026-1-1', '20260101', '2026-01-01T00:00:00Z'])(
    'is not %s',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  it('may be given by halves where a source gives no more', () => {
    expect(['2026', '2026-02', '2026-02-09'].every(isPartialDay)).toBe(true);
    expect(['26', '2026-13', '2026-02-30', '2026-02-09T00:00:00Z'].some(isPartialDay)).toBe(false);
  });

  it('may stand where a time may stand', () => {
    expect(['2026-02-09', '2026-02-09T00:00:00Z'].every(isDayOrTimestamp)).toBe(true);
    expect(['2026-02', 'tomorrow'].some(isDayOrTimestamp)).toBe(false);
  });
});
