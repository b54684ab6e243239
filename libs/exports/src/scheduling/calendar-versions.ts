import { calendarOf, knownSet } from '#libs/governance';
import type { LedgerEvent } from '#libs/governance';
import { workingCalendar } from '#libs/rulebook';
import type { WorkingCalendar } from '#libs/rulebook';

/** A calendar as it was known from an instant of record time on. */
export interface CalendarVersion {
  /** In milliseconds since 1970; the first version was known always. */
  readonly from: number;
  readonly calendar: WorkingCalendar;
}

/**
 * What was known of a calendar one after another: at first nothing, so that all of it is assumed.
 * @param events the whole stream of the calendar, in sequence order
 */
export function calendarVersions(
  id: string,
  events: readonly LedgerEvent[],
): readonly CalendarVersion[] {
  const published = events.map((event, index) => ({
    from: Date.parse(event.recordedtime),
    calendar: calendarOf(id, knownSet(events.slice(0, index + 1))),
  }));
  return [{ from: -Infinity, calendar: workingCalendar(id, []) }, ...published];
}
