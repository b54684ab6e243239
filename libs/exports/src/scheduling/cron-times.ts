import { Cron } from 'croner';
import { firstInstantOf, wallTimeAt } from '#libs/rulebook';
import type { CronSchedule } from './schedule.js';

/** Minute, hour, day of the month, month, weekday. `?` would stand for the time of reading. */
const FIVE_FIELDS = /^[^\s?]+( +[^\s?]+){4}$/;
/** Clocks that fall back show the time of this much earlier again, at most. */
const FALLS_BACK_MAX_MS = 26 * 3_600_000;
/** A pattern that is due within no leap day's turn is due never. */
const HORIZON_YEARS = 8;

/** What is wrong with an expression, for whoever wrote it. */
export function cronProblem(expression: string): string | undefined {
  if (!FIVE_FIELDS.test(expression)) {
    return 'must have five fields: minute, hour, day of the month, month, weekday';
  }
  try {
    const horizon = new Date();
    horizon.setUTCFullYear(horizon.getUTCFullYear() + HORIZON_YEARS);
    const next = wallClock(expression).nextRun(new Date());
    return next === null || next > horizon ? 'is never due' : undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : '';
    return `is no cron expression: ${reason}`;
  }
}

/**
 * The nominal times after an instant, in order. A time that clocks leap over is due when they have
 * leapt; one that they show twice is due once, the first time.
 */
export function* cronTimes({ cron, timeZone }: CronSchedule, after: number): Generator<number> {
  const pattern = wallClock(cron);
  let last = after;
  let wall: Date | null = new Date(wallTimeAt(after, timeZone) - overlapBefore(after, timeZone));
  while ((wall = pattern.nextRun(wall)) !== null) {
    const instant = firstInstantOf(wall.getTime(), timeZone);
    if (instant <= last) continue;
    last = instant;
    yield instant;
  }
}

/** How far back to begin, so that nothing is missed where clocks have just changed. */
function overlapBefore(instant: number, timeZone: string): number {
  const offset = (at: number): number => wallTimeAt(at, timeZone) - at;
  return offset(instant) === offset(instant - FALLS_BACK_MAX_MS) ? 0 : FALLS_BACK_MAX_MS;
}

/** The library reckons on a clock that never changes; what zones do to it is done here. */
function wallClock(expression: string): Cron {
  return new Cron(expression, { timezone: 'UTC', paused: true, mode: '5-part' });
}
