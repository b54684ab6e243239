import { describe, expect, it } from '@jest/globals';
import type { Due } from '../rule.js';
import { dueAfter, dueAgain, dueFromRough } from './due-date.js';

const NO_CALENDARS = new Map<string, never>();

function dueIn(timeZone: string, start: string, due: Due): readonly [string, string] {
  const { at, on } = dueAfter(Date.parse(start), due, { timeZone, calendars: NO_CALENDARS });
  return [new Date(at).toISOString(), on];
}

describe('a due date', () => {
  it('is the start itself where it is due immediately', () => {
    expect(dueIn('Asia/Shanghai', '2026-02-12T20:00:00Z', { immediately: true })).toEqual([
      '2026-02-12T20:00:00.000Z',
      '2026-02-13',
    ]);
  });

  it('in hours is exact, also while clocks change', () => {
    expect(dueIn('Europe/Brussels', '2026-03-28T23:30:00Z', { within: 4, unit: 'hour' })).toEqual([
      '2026-03-29T03:30:00.000Z',
      '2026-03-29',
    ]);
  });

  it('in days ends with the last day, the first not counted', () => {
    expect(dueIn('Asia/Shanghai', '2026-02-12T10:00:00+08:00', { within: 3, unit: 'day' })).toEqual(
      ['2026-02-15T16:00:00.000Z', '2026-02-15'],
    );
  });

  it('in days ends at midnight on clocks that have changed', () => {
    expect(dueIn('Europe/Brussels', '2026-10-20T12:00:00Z', { within: 10, unit: 'day' })).toEqual([
      '2026-10-30T23:00:00.000Z',
      '2026-10-30',
    ]);
  });

  it('in months keeps the day, clamped to the end of the month', () => {
    expect(dueIn('UTC', '2026-01-31T00:00:00Z', { within: 1, unit: 'month' })[1]).toBe(
      '2026-02-28',
    );
    expect(dueIn('UTC', '2024-02-29T00:00:00Z', { within: 1, unit: 'year' })[1]).toBe('2025-02-28');
  });

  it('on a date ends with that date, whatever the start', () => {
    expect(dueIn('Europe/Brussels', '2027-01-01T00:00:00Z', { on: '2026-08-02' })).toEqual([
      '2026-08-02T22:00:00.000Z',
      '2026-08-02',
    ]);
  });

  it('in working days of a calendar that nobody published is provisional', () => {
    const term = { within: 2, unit: 'working-day', calendar: 'cn', count: 'next-day' } as const;
    const setting = { timeZone: 'Asia/Shanghai', calendars: NO_CALENDARS };
    const due = dueAfter(Date.parse('2026-09-30T01:00:00Z'), term, setting);
    expect([due.on, due.provisional]).toEqual(['2026-10-06', true]);
  });

  it('of a yearly duty is each 31 December', () => {
    const setting = { timeZone: 'Asia/Shanghai', calendars: NO_CALENDARS };
    const start = Date.parse('2026-12-31T16:00:00Z');
    expect(dueAgain(start, { calendar: 'year' }, 'run', setting).on).toBe('2027-12-31');
    expect(dueAgain(start - 1, { calendar: 'year' }, 'run', setting).on).toBe('2026-12-31');
    expect(dueAgain(start - 1, { calendar: 'year' }, 'satisfied', setting).on).toBe('2027-12-31');
  });

  it('from a start known to a month is the one that makes nobody late', () => {
    const setting = { timeZone: 'UTC', calendars: NO_CALENDARS };
    const from = (start: number) => dueAfter(start, { within: 10, unit: 'day' }, setting);
    const first = Date.parse('2026-02-01T00:00:00Z');
    const last = Date.parse('2026-02-28T23:59:59Z');
    expect(dueFromRough(first, last, from)).toMatchObject({ on: '2026-03-10', imprecise: true });
    expect(dueFromRough(first, first + 1, from)).toMatchObject({
      on: '2026-02-11',
      imprecise: false,
    });
  });
});
