import { cronProblem } from '#libs/exports';
import type { Schedule, WorkingDayTerm } from '#libs/exports';
import { isTimeZone } from '#libs/rulebook';
import type { WholeShape } from '../answers/shape.js';
import type { InputError } from '../problems/problem.js';
import type { ScheduleBody, WorkingDayBody } from './export-parts.js';

/** Whether a calendar stands on the ledger. */
export type HasCalendar = (id: string) => Promise<boolean>;

/** The schedule that a body spells, or what is wrong with it. */
export async function checkSchedule(
  body: WholeShape<ScheduleBody>,
  hasCalendar: HasCalendar,
): Promise<Schedule | readonly InputError[]> {
  const { cron, timeZone, workingDay } = body;
  if (workingDay !== undefined) {
    if (cron !== undefined || timeZone !== undefined) return [wrong('', EITHER)];
    const zone = zoneProblem('/workingDay/timeZone', workingDay.timeZone);
    const known = await calendarProblem(workingDay.calendar, hasCalendar);
    const errors = [...zone, ...known];
    return errors.length > 0 ? errors : { workingDay: termOf(workingDay) };
  }
  if (cron === undefined || timeZone === undefined) return [wrong('', EITHER)];
  const problem = cronProblem(cron);
  const errors = [
    ...(problem === undefined ? [] : [wrong('/cron', `The expression ${problem}.`)]),
    ...zoneProblem('/timeZone', timeZone),
  ];
  return errors.length > 0 ? errors : { cron, timeZone };
}

const EITHER = 'A schedule has either cron and timeZone, or workingDay.';

function termOf({ nth, calendar, at, timeZone }: WholeShape<WorkingDayBody>): WorkingDayTerm {
  return { nth, calendar, at, timeZone };
}

function zoneProblem(pointer: string, zone: string): readonly InputError[] {
  const message = `"${zone}" is no time zone, like Asia/Shanghai.`;
  return isTimeZone(zone) ? [] : [wrong(pointer, message)];
}

/** Of China's calendar what is not published is assumed, so it may be named before any year is. */
async function calendarProblem(
  id: string,
  hasCalendar: HasCalendar,
): Promise<readonly InputError[]> {
  if (id === 'cn' || (await hasCalendar(id))) return [];
  return [wrong('/workingDay/calendar', `No calendar "${id}" is on the ledger.`)];
}

function wrong(pointer: string, message: string): InputError {
  return { pointer: `/schedule${pointer}`, code: 'invalid-schedule', message };
}
