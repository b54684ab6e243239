import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, isCivilDate, weekdayOf } from './civil-date.js';

describe('civil dates', () => {
  it.each(['2024-02-29', '1970-01-01', '0001-01-01', '9999-12-31'])('%s is one', (date) => {
    expect(isCivilDate(date)).toBe(true);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '', 20260101, null])(
    '%p is none',
    (date) => {
      expect(isCivilDate(date)).toBe(false);
    },
  );

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-11-15', 2, '2027-01-15'],
    ['2026-03-30', 11, '2027-02-28'],
  ])('%s and %i months make %s, the day number clamped to the month', (date, months, end) => {
    expect(addMonths(date, months)).toBe(end);
  });

  it('cross months, years and leap days one by one', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('have a weekday before 1970 too', () => {
    expect(['1969-12-28', '1970-01-01', '2026-10-10'].map(weekdayOf)).toEqual([0, 4, 6]);
  });
});
