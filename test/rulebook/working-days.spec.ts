import { describe, expect, it } from '@jest/globals';
import { countWorkingDays, workingCalendar } from '#libs/rulebook';
import { CN, YEARS } from './china.js';

function lastDayOf(start: string, within: number, count: 'next-day' | 'same-day' = 'next-day') {
  const { lastDay, provisional } = countWorkingDays(start, { within, count }, CN);
  return provisional ? `${lastDay} provisionally` : lastDay;
}

describe('working days in China', () => {
  it.each([
    ['2022-03-01', 10, '2022-03-15'],
    ['2023-01-10', 10, '2023-01-29'],
    ['2024-09-27', 10, '2024-10-16'],
    ['2025-01-24', 20, '2025-02-27'],
    ['2025-09-26', 30, '2025-11-13'],
    ['2026-02-12', 10, '2026-03-04'],
    ['2026-04-28', 10, '2026-05-14'],
    ['2026-09-18', 10, '2026-10-09'],
    ['2026-09-23', 10, '2026-10-14'],
    ['2026-09-23', 20, '2026-10-28'],
    ['2026-09-23', 30, '2026-11-11'],
    ['2026-10-09', 10, '2026-10-22'],
    ['2026-11-23', 10, '2026-12-07'],
  ])('from %s, %i of them end on %s', (start, within, lastDay) => {
    expect(lastDayOf(start, within)).toBe(lastDay);
  });

  it('are provisional once the count enters a year that is not published', () => {
    expect(lastDayOf('2026-12-18', 9)).toBe('2026-12-31');
    expect(lastDayOf('2026-12-18', 10)).toBe('2027-01-04 provisionally');
  });

  it('skip the days that the statute fixes in a year that is not published', () => {
    const { days } = countWorkingDays('2026-12-31', { within: 1, count: 'next-day' }, CN);
    expect(days.map(({ date, kind }) => [date, kind])).toEqual([
      ['2027-01-01', 'holiday'],
      ['2027-01-02', 'weekend'],
      ['2027-01-03', 'weekend'],
      ['2027-01-04', 'working'],
    ]);
  });

  it('are recounted when the year is published', () => {
    const published = workingCalendar('cn', [
      ...YEARS,
      { year: 2027, daysOff: ['2027-01-01', '2027-01-04'], workingWeekendDays: ['2027-01-02'] },
    ]);
    const count = { within: 10, count: 'next-day' } as const;
    const { lastDay, provisional } = countWorkingDays('2026-12-18', count, published);
    expect([lastDay, provisional]).toEqual(['2027-01-02', false]);
  });

  it('take the last word on a year that was published twice', () => {
    const calendar = workingCalendar('cn', [
      { year: 2026, daysOff: ['2026-03-02'], workingWeekendDays: [] },
      { year: 2026, daysOff: [], workingWeekendDays: [] },
    ]);
    expect(countWorkingDays('2026-03-01', { within: 1, count: 'next-day' }, calendar).lastDay).toBe(
      '2026-03-02',
    );
  });

  it('may count the first day itself, if it is a working day', () => {
    expect(lastDayOf('2026-10-09', 1, 'same-day')).toBe('2026-10-09');
    expect(lastDayOf('2026-10-09', 2, 'same-day')).toBe('2026-10-10');
    expect(lastDayOf('2026-10-04', 1, 'same-day')).toBe('2026-10-08');
  });

  it('name holidays and make-up days in the count', () => {
    const { days } = countWorkingDays('2026-10-06', { within: 3, count: 'next-day' }, CN);
    expect(days).toEqual([
      { date: '2026-10-07', kind: 'holiday', working: false, provisional: false },
      { date: '2026-10-08', kind: 'working', working: true, provisional: false, count: 1 },
      { date: '2026-10-09', kind: 'working', working: true, provisional: false, count: 2 },
      { date: '2026-10-10', kind: 'make-up', working: true, provisional: false, count: 3 },
    ]);
  });
});
