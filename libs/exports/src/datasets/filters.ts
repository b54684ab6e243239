import type { Register } from '#libs/compliance';
import { isDay, isTimestamp } from '#libs/governance';
import { addDays, startOfDay } from '#libs/rulebook';
import type { DatasetFilter } from './dataset.js';

export const COMPANIES_FILTER: DatasetFilter = {
  description: 'Id of a company, e.g. `bytedance`; may repeat.',
  repeats: true,
};

export function anyOf(description: string, choices?: readonly string[]): DatasetFilter {
  return { description, repeats: true, ...(choices && { choices }) };
}

export function one(description: string, choices?: readonly string[]): DatasetFilter {
  return { description, repeats: false, ...(choices && { choices }) };
}

/** A time with its offset, or a bare date that is read in the house's time zone. */
export function timeBound(description: string): DatasetFilter {
  const wrong = (value: string): string | undefined =>
    isDay(value) || isTimestamp(value) ? undefined : 'a date, or an RFC 3339 time with its offset';
  return { description, repeats: false, wrong };
}

/** The instant at which a lower bound begins: a date from its start. */
export function startOf(bound: string, timeZone: string): string {
  return isDay(bound) ? new Date(startOfDay(bound, timeZone)).toISOString() : bound;
}

/** The instant before which an upper bound ends: a date with its last moment. */
export function endOf(bound: string, timeZone: string): string {
  return isDay(bound) ? startOf(addDays(bound, 1), timeZone) : bound;
}

/** The filters that a register has; several values of one mean any of them. */
export function filtersOf({ filters }: Register): Readonly<Record<string, DatasetFilter>> {
  const taken = Object.entries(filters).map(([name, { description, choices }]) => [
    name,
    { description, repeats: true, ...(choices && { choices }) },
  ]);
  return Object.fromEntries(taken) as Readonly<Record<string, DatasetFilter>>;
}
