import { defineEvent } from '../catalogue/event-type.js';
import type { EventType, Rejected } from '../catalogue/event-type.js';
import { rejected } from '../catalogue/rejected.js';
import { describe } from '../fields/describe.js';
import { Day, List, Text, Whole } from '../fields/fields.js';
import * as limits from '../fields/limits.js';
import { ownFields, Payload } from '../payload/payload.js';
import type { CalendarState, CalendarYear } from '../states/calendar-state.js';
import { occurrenceOf } from '../states/occurrence.js';

const YEAR_MIN = 1949;
const YEAR_MAX = 2199;
const DAYS_MAX = 366;

export class CalendarPublished extends Payload {
  @describe('The year.')
  @Whole(YEAR_MIN, YEAR_MAX)
  readonly year!: number;

  @describe('Days of the year that are not worked besides the usual weekends.')
  @List({ max: DAYS_MAX })
  @Day({ each: true })
  readonly daysOff!: readonly string[];

  @describe('Saturdays and Sundays of the year that are worked.')
  @List({ max: DAYS_MAX })
  @Day({ each: true })
  readonly workingWeekendDays!: readonly string[];

  @describe('The notice that says so: its title or number.')
  @Text(limits.TITLE_LENGTH_MAX)
  readonly notice!: string;
}

const calendarPublished = defineEvent<CalendarPublished>({
  type: 'calendar.published',
  title: { en: 'Calendar published', zh: '工作日历发布' },
  version: 1,
  payload: CalendarPublished,
  introduces: 'or-continues',
  example: {
    subject: 'calendars/cn',
    time: '2025-11-04T00:00:00+08:00',
    data: {
      year: 2026,
      daysOff: ['2026-01-01', '2026-01-02', '2026-01-03'],
      workingWeekendDays: ['2026-01-04'],
      notice: '国务院办公厅关于2026年部分节假日安排的通知',
    },
  },
  decide: ({ data }) => badDays(data),
  evolve: {
    calendars: (state, event) => {
      const year = { ...ownFields(event.data), published: occurrenceOf(event) };
      return withYear(state, year);
    },
  },
});

export const EVENT_TYPES: readonly EventType[] = [calendarPublished];

function badDays({ year, daysOff, workingWeekendDays }: CalendarPublished): Rejected | undefined {
  const worked = new Set(workingWeekendDays);
  return (
    firstBad(daysOff, 'daysOff', (day) => !isIn(year, day), `is not in ${year}`) ??
    firstBad(
      workingWeekendDays,
      'workingWeekendDays',
      (day) => !isIn(year, day),
      `is not in ${year}`,
    ) ??
    firstBad(workingWeekendDays, 'workingWeekendDays', isWeekday, 'is no Saturday or Sunday') ??
    firstBad(daysOff, 'daysOff', (day) => worked.has(day), 'is named as worked too') ??
    firstBad(daysOff, 'daysOff', isRepeated, 'is named twice') ??
    firstBad(workingWeekendDays, 'workingWeekendDays', isRepeated, 'is named twice')
  );
}

function firstBad(
  days: readonly string[],
  field: string,
  isBad: (day: string, index: number, days: readonly string[]) => boolean,
  why: string,
): Rejected | undefined {
  const index = days.findIndex((day, at) => isBad(day, at, days));
  const day = days[index];
  return day === undefined
    ? undefined
    : rejected('invalid-data', `${day} ${why}.`, `/data/${field}/${index}`);
}

function isIn(year: number, day: string): boolean {
  return day.startsWith(`${year}-`);
}

function isWeekday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday > 0 && weekday < 6;
}

function isRepeated(day: string, index: number, days: readonly string[]): boolean {
  return days.indexOf(day) !== index;
}

function withYear(state: CalendarState, year: CalendarYear): CalendarState {
  const before = state.years.find((one) => one.year === year.year);
  if (before && saysTheSame(before, year)) return state;
  const others = state.years.filter((one) => one !== before);
  return { years: [...others, year].sort((one, other) => one.year - other.year) };
}

function saysTheSame(one: CalendarYear, other: CalendarYear): boolean {
  return (
    one.notice === other.notice &&
    one.daysOff.join() === other.daysOff.join() &&
    one.workingWeekendDays.join() === other.workingWeekendDays.join()
  );
}
