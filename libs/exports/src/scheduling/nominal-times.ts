import type { CalendarVersion } from './calendar-versions.js';
import { cronTimes } from './cron-times.js';
import type { Schedule } from './schedule.js';
import { workingDayTimes } from './working-day-times.js';

/** How a calendar came to be known; asked only of schedules that go by one. */
export type KnownCalendars = (id: string) => readonly CalendarVersion[];

export const NEXT_RUNS_SHOWN = 5;

export interface NextRuns {
  readonly times: readonly number[];
  /** The first of them that lies in a year whose calendar is not published. */
  readonly provisionalFrom?: number;
}

/** The next five nominal times, as far as is known now. */
export function nextRuns(schedule: Schedule, calendars: KnownCalendars, after: number): NextRuns {
  const times = nominalTimes(schedule, calendars, { after, limit: NEXT_RUNS_SHOWN });
  if ('cron' in schedule) return { times };
  const { workingDay } = schedule;
  for (const time of workingDayTimes(workingDay, calendars(workingDay.calendar), after)) {
    if (!times.includes(time.at)) break;
    if (time.provisional) return { times, provisionalFrom: time.at };
  }
  return { times };
}

/** The first nominal times after an instant, in order, as far as `until` and at most so many. */
export function nominalTimes(
  schedule: Schedule,
  calendars: KnownCalendars,
  { after, until = Infinity, limit }: { after: number; until?: number; limit: number },
): readonly number[] {
  const times: number[] = [];
  for (const time of timesAfter(schedule, calendars, after)) {
    if (time > until || times.length >= limit) break;
    times.push(time);
  }
  return times;
}

/** The last nominal time at or before an instant and after another; absent where there is none. */
export function lastNominalTime(
  schedule: Schedule,
  calendars: KnownCalendars,
  { after, until }: { readonly after: number; readonly until: number },
): number | undefined {
  for (const days of LOOKED_BACK_DAYS) {
    const from = Math.max(after, until - days * DAY_MS);
    let last: number | undefined;
    for (const time of timesAfter(schedule, calendars, from)) {
      if (time > until) break;
      last = time;
    }
    if (last !== undefined || from === after) return last;
  }
  return undefined;
}

const DAY_MS = 86_400_000;
/** Most schedules were due within the last hours; the rarest ones on a leap day. */
const LOOKED_BACK_DAYS = [0.1, 2, 40, 400, 3_000];

function* timesAfter(
  schedule: Schedule,
  calendars: KnownCalendars,
  after: number,
): Generator<number> {
  if ('cron' in schedule) {
    yield* cronTimes(schedule, after);
    return;
  }
  const { workingDay } = schedule;
  for (const { at } of workingDayTimes(workingDay, calendars(workingDay.calendar), after)) yield at;
}
