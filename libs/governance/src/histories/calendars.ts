import { workingCalendar, type WorkingCalendar } from '#libs/rulebook';
import type { KnownEvent } from '../catalogue/known-event.js';
import { standingsOf } from './standings.js';

/** A calendar with all of its known years: one counts as soon as it is known. */
export function calendarOf(id: string, known: readonly KnownEvent[]): WorkingCalendar {
  return workingCalendar(id, standingsOf('calendars', known).at(-1)?.state.years ?? []);
}
