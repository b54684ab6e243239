import type { Ledger } from '#libs/ledger';
import { calendarVersions } from './calendar-versions.js';
import type { KnownCalendars } from './nominal-times.js';
import type { Schedule } from './schedule.js';

/** How the calendar came to be known that a schedule goes by, if it goes by one. */
export async function loadCalendars(
  ledger: Pick<Ledger, 'histories'>,
  schedule: Schedule,
): Promise<KnownCalendars> {
  if ('cron' in schedule) return () => [];
  const { calendar } = schedule.workingDay;
  const stream = `calendars/${calendar}`;
  const histories = await ledger.histories([stream]);
  const versions = calendarVersions(calendar, histories.get(stream) ?? []);
  return () => versions;
}
