import { IsBoolean, IsIn, IsInt, IsISO8601, IsObject, IsOptional, IsString } from 'class-validator';
import { describe } from '#libs/governance';
import type { CalendarState, EventRef, Localized } from '#libs/governance';
import { localDate, type CountedDay, type DayKind, type DueDate, type Rule } from '#libs/rulebook';
import { becauseOf } from '../../registers/event-reference.js';
import { Because, ListOf, Part } from '../../registers/fields.js';
import type { Fields } from '../../registers/register.js';
import { TermLabel } from '../../registers/terms.js';
import { instantText } from '../told-status.js';

const DAY_KINDS = ['working', 'weekend', 'holiday', 'make-up'] as const;

const NAMES: Readonly<Record<DayKind, Localized>> = {
  working: { en: 'Working day', zh: '工作日' },
  weekend: { en: 'Weekend', zh: '周末' },
  holiday: { en: 'Day off', zh: '放假' },
  'make-up': { en: 'Make-up working day', zh: '调休上班' },
};

/** One day that the count went over. */
export class CountedDayView {
  @IsString() readonly date!: string;

  @IsIn(DAY_KINDS) readonly kind!: DayKind;

  @Part(() => TermLabel) readonly label!: Localized;

  @describe('Its number, where it counts.')
  @IsOptional()
  @IsInt()
  readonly count?: number;

  @describe('Of a day off and of a make-up working day: the notice that says so.')
  @IsOptional()
  @IsString()
  readonly notice?: string;

  @describe('The year is not published: Monday to Friday less the fixed days off is assumed.')
  @IsOptional()
  @IsBoolean()
  readonly assumed?: boolean;
}

/** One year of the calendar that days were counted in. */
export class CalendarYearView {
  @IsInt() readonly year!: number;

  @describe('The notice that published it; absent where none is known.')
  @IsOptional()
  @IsString()
  readonly notice?: string;

  @Because() readonly because!: readonly EventRef[];
}

/** How a due date came about. */
export class ClockView {
  @describe('The term as the rule says it.')
  @IsObject()
  readonly term!: object;

  @IsString() readonly timeZone!: string;

  @describe('What the clock counts from.')
  @IsISO8601()
  readonly start!: string;

  @describe('The day of the start, in the time zone of the instrument.')
  @IsString()
  readonly startOn!: string;

  @describe('The last day on which it is in time.')
  @IsString()
  readonly dueOn!: string;

  @describe('The first instant that is too late.')
  @IsISO8601()
  readonly dueAt!: string;

  @describe('A year that the count needs is not published, so the date may move.')
  @IsBoolean()
  readonly provisional!: boolean;

  @describe('The start is known only roughly: the date is the one that makes nobody late.')
  @IsBoolean()
  readonly imprecise!: boolean;

  @describe('The law gives no number; the term is the house’s own.')
  @IsBoolean()
  readonly house!: boolean;

  @describe('Of a count of working days: the calendar.')
  @IsOptional()
  @IsString()
  readonly calendar?: string;

  @describe('Of a count of working days: every day from the start to the last.')
  @ListOf(() => CountedDayView)
  readonly days!: readonly CountedDayView[];

  @ListOf(() => CalendarYearView) readonly years!: readonly CalendarYearView[];
}

/** @param calendarOf the state of a calendar by its id */
export function clockView(
  clock: DueDate,
  { due, every, house }: Rule,
  timeZone: string,
  calendarOf: (id: string) => CalendarState,
): Fields<ClockView> {
  const term = due ?? every ?? {};
  const calendar = calendarIn(due) ?? calendarIn(every);
  const years = calendar === undefined ? [] : yearsOf(clock.days ?? [], calendarOf(calendar));
  return {
    term,
    timeZone,
    start: instantText(clock.start),
    startOn: localDate(clock.start, timeZone),
    dueOn: clock.on,
    dueAt: instantText(clock.at),
    provisional: clock.provisional,
    imprecise: clock.imprecise,
    house: house ?? false,
    ...(calendar === undefined ? {} : { calendar }),
    days: (clock.days ?? []).map((day) => dayView(day, years)),
    years,
  };
}

function calendarIn(term: Rule['due'] | Rule['every']): string | undefined {
  return term !== undefined && 'unit' in term && term.unit === 'working-day'
    ? term.calendar
    : undefined;
}

function yearsOf(
  days: readonly CountedDay[],
  { years }: CalendarState,
): readonly Fields<CalendarYearView>[] {
  const wanted = new Set(days.map(({ date }) => yearOf(date)));
  return [...wanted].map((year) => {
    const published = years.find((one) => one.year === year);
    return {
      year,
      ...(published && { notice: published.notice }),
      because: becauseOf(published?.published),
    };
  });
}

function dayView(
  { date, kind, count, provisional }: CountedDay,
  years: readonly Fields<CalendarYearView>[],
): Fields<CountedDayView> {
  const { notice } = years.find(({ year }) => year === yearOf(date)) ?? {};
  const isSaid = notice !== undefined && (kind === 'holiday' || kind === 'make-up');
  return {
    date,
    kind,
    label: NAMES[kind],
    ...(count === undefined ? {} : { count }),
    ...(isSaid ? { notice } : {}),
    ...(provisional ? { assumed: true } : {}),
  };
}

function yearOf(date: string): number {
  return Number(date.slice(0, 'YYYY'.length));
}
