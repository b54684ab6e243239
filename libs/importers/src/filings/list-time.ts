import { isDay } from '#libs/governance';

/** A date as a source gives it: `2022-08`, or `2023-06-20` where the day is known. */
export type ListDate = string;

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export interface ListTime {
  /** The first instant of the month or day in Beijing, RFC 3339. */
  readonly time: string;
  readonly precision: 'day' | 'month';
}

export function isListDate(text: string): boolean {
  return MONTH.test(text) || isDay(text);
}

export function listTime(date: ListDate): ListTime {
  const isDay = date.length > 'YYYY-MM'.length;
  return {
    time: `${isDay ? date : `${date}-01`}T00:00:00+08:00`,
    precision: isDay ? 'day' : 'month',
  };
}

/** The month that a title or a file name states as 2025年9月. */
export function statedMonth(text: string): ListDate | undefined {
  const found = /(20\d{2})\s*年\s*(1[0-2]|0?[1-9])\s*月/u.exec(text.normalize('NFKC'));
  const [, year, month] = found ?? [];
  return year && month ? `${year}-${month.padStart(2, '0')}` : undefined;
}
