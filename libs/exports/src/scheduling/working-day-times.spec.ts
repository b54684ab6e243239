import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from '#libs/governance';
import { calendarVersions } from './calendar-versions.js';
import type { CalendarVersion } from './calendar-versions.js';
import { lastNominalTime, nominalTimes } from './nominal-times.js';
import { workingDayTimes } from './working-day-times.js';

const SHIPPED = JSON.parse(
  readFileSync('data/calendars/cn.json', 'utf8'),
) as readonly LedgerEvent[];

/** The calendars that ship with Edict, recorded at an instant. */
function shipped(recordedtime: string): readonly CalendarVersion[] {
  const events = SHIPPED.map((event, index) => ({
    ...event,
    position: index + 1,
    sequence: index + 1,
    actor: 'spec',
    recordedtime,
  }));
  return calendarVersions('cn', events);
}

function published(recordedtime: string, daysOff: readonly string[], more: readonly string[] = []) {
  return {
    position: 1,
    sequence: 1,
    source: 'spec',
    id: recordedtime,
    type: 'calendar.published',
    subject: 'calendars/cn',
    time: recordedtime,
    recordedtime,
    dataschema: 'urn:edict:event:calendar.published:1',
    actor: 'spec',
    data: { year: 2026, daysOff, workingWeekendDays: more, notice: 'spec' },
  } satisfies LedgerEvent;
}

const term = (nth: number, at = '09:00') => ({
  nth,
  calendar: 'cn',
  at,
  timeZone: 'Asia/Shanghai',
});

function next(
  nth: number,
  versions: readonly CalendarVersion[],
  after: string,
  limit: number,
): readonly string[] {
  const schedule = { workingDay: term(nth) };
  return nominalTimes(schedule, () => versions, { after: Date.parse(after), limit }).map((time) =>
    new Date(time + 8 * 3_600_000).toISOString().slice(0, 16),
  );
}

describe('the nth working day of a month in China', () => {
  const known = shipped('2025-12-01T00:00:00Z');

  it.each([
    // 15 to 23 February 2026 are off; Saturdays 14 and 28 are worked.
    [10, '2026-02-13T09:00'],
    [11, '2026-02-14T09:00'],
    [12, '2026-02-24T09:00'],
    [15, '2026-02-27T09:00'],
    [16, '2026-02-28T09:00'],
    [23, '2026-02-28T09:00'],
  ])('number %i is %s in the month of the Spring Festival 2026', (nth, time) => {
    expect(next(nth, known, '2026-02-01T00:00:00+08:00', 1)).toEqual([time]);
  });

  it('is one day a month, across the year', () => {
    expect(next(1, known, '2026-01-01T00:00:00+08:00', 5)).toEqual([
      '2026-01-04T09:00', // a Sunday that is worked
      '2026-02-02T09:00',
      '2026-03-02T09:00',
      '2026-04-01T09:00',
      '2026-05-06T09:00',
    ]);
  });

  it('is assumed where the year is not published, and said to be', () => {
    const times = workingDayTimes(term(1), known, Date.parse('2026-12-15T00:00:00Z'));
    const { value } = times.next();
    expect(value).toMatchObject({ at: Date.parse('2027-01-04T01:00:00Z'), provisional: true });
  });

  describe('that is published anew', () => {
    const early = '2026-01-05T00:00:00+08:00';
    const versions = calendarVersions('cn', [
      published('2025-11-01T00:00:00+08:00', ['2026-01-01', '2026-01-02']),
      published(early, ['2026-01-01', '2026-01-02', '2026-01-05', '2026-01-06']),
    ]);

    it('moves the time that has not come', () => {
      expect(next(2, versions, '2026-01-01T00:00:00+08:00', 2)).toEqual([
        '2026-01-08T09:00',
        '2026-02-03T09:00',
      ]);
    });

    it('moves no time that has passed, from wherever one asks', () => {
      const later = calendarVersions('cn', [
        published('2025-11-01T00:00:00+08:00', ['2026-01-01', '2026-01-02']),
        published('2026-01-06T12:00:00+08:00', ['2026-01-01', '2026-01-02', '2026-01-05']),
      ]);
      expect(next(1, later, '2026-01-01T00:00:00+08:00', 2)).toEqual([
        '2026-01-05T09:00',
        '2026-02-02T09:00',
      ]);
      for (const after of ['2026-01-05T09:00:00+08:00', '2026-01-06T13:00:00+08:00']) {
        expect(next(1, later, after, 1)).toEqual(['2026-02-02T09:00']);
      }
    });

    it('is due at its day where that had passed when it was announced', () => {
      const late = calendarVersions('cn', [
        published('2025-11-01T00:00:00+08:00', ['2026-01-01', '2026-01-02', '2026-01-05']),
        published('2026-01-05T12:00:00+08:00', ['2026-01-01', '2026-01-02']),
      ]);
      expect(next(1, late, '2026-01-05T11:00:00+08:00', 2)).toEqual([
        '2026-01-05T09:00',
        '2026-02-02T09:00',
      ]);
      expect(next(1, late, '2026-01-05T12:00:00+08:00', 1)).toEqual(['2026-02-02T09:00']);
    });
  });

  it('has a last time before any instant', () => {
    const schedule = { workingDay: term(1) };
    const last = (after: string, until: string) =>
      lastNominalTime(schedule, () => known, {
        after: Date.parse(after),
        until: Date.parse(until),
      });
    expect(last('2026-01-01T00:00:00Z', '2026-03-31T00:00:00Z')).toBe(
      Date.parse('2026-03-02T01:00:00Z'),
    );
    expect(last('2026-03-03T00:00:00Z', '2026-03-31T00:00:00Z')).toBeUndefined();
  });
});
