import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { addDays, DAY_MS, epochDayOf } from './civil-date.js';
import { endOfDay, isTimeZone, localDate, startOfDay } from './local-time.js';

/** Steady, northern and southern summer time, changes at midnight, half hours, a skipped day. */
const ZONES = [
  'Asia/Shanghai',
  'Europe/Brussels',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/Havana',
  'America/St_Johns',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
];

function everyDay(from: string, to: string): readonly string[] {
  const days = Math.round(epochDayOf(to) - epochDayOf(from));
  return Array.from({ length: days + 1 }, (_, index) => addDays(from, index));
}

describe.each(ZONES)('local days in %s', (timeZone) => {
  const days = everyDay('2009-12-31', '2012-02-01');

  it('start when Temporal says that they start', () => {
    const wrong = days.filter((day) => {
      const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone });
      return startOfDay(day, timeZone) !== start.epochMilliseconds;
    });
    expect(wrong).toEqual([]);
  });

  it('end where the next day is on every clock', () => {
    const wrong = days.filter((day) => {
      const end = endOfDay(day, timeZone);
      const isOver = localDate(end, timeZone) > day && localDate(end - 1, timeZone) <= day;
      return !isOver || end < startOfDay(addDays(day, 1), timeZone);
    });
    expect(wrong).toEqual([]);
  });

  it('are the civil dates that Temporal gives for every hour', () => {
    const first = startOfDay('2011-02-20', timeZone);
    const hours = Array.from({ length: 24 * 60 }, (_, index) => first + index * 3_600_000 - 1);
    const wrong = hours.filter((instant) => {
      const moment = Temporal.Instant.fromEpochMilliseconds(instant);
      const date = moment.toZonedDateTimeISO(timeZone).toPlainDate().toString();
      return localDate(instant, timeZone) !== date;
    });
    expect(wrong).toEqual([]);
  });
});

describe('local time', () => {
  it('is already tomorrow in Beijing at 17:00 UTC', () => {
    expect(localDate(Date.parse('2026-10-09T17:00:00Z'), 'Asia/Shanghai')).toBe('2026-10-10');
    expect(localDate(Date.parse('2026-10-09T15:59:59.999Z'), 'Asia/Shanghai')).toBe('2026-10-09');
  });

  it('gives 23, 24 and 25 hours to days on which clocks change', () => {
    const hours = (day: string): number =>
      (endOfDay(day, 'Europe/Brussels') - startOfDay(day, 'Europe/Brussels')) / 3_600_000;
    expect(['2026-03-29', '2026-03-30', '2026-10-25'].map(hours)).toEqual([23, 24, 25]);
  });

  it('starts the day that Samoa skipped where the next one starts', () => {
    const skipped = startOfDay('2011-12-30', 'Pacific/Apia');
    expect(skipped).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
    expect(new Date(skipped).toISOString()).toBe('2011-12-30T10:00:00.000Z');
  });

  it('holds before 1970 and past 2100', () => {
    expect(startOfDay('1965-06-01', 'UTC')).toBe(epochDayOf('1965-06-01') * DAY_MS);
    expect(startOfDay('2150-07-01', 'Asia/Shanghai')).toBe(Date.parse('2150-06-30T16:00:00Z'));
  });

  it.each(['', 'Asia/Beijing2', 'no zone', 8, undefined])('knows no zone called %p', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  it('knows the zones of the IANA database', () => {
    expect(ZONES.every(isTimeZone)).toBe(true);
  });
});
