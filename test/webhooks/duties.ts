import { event } from '../api/setup/february.js';
import { CALENDAR, INSTRUMENT, RULE } from '../api/setup/filing-duty.js';

const DAY_MS = 86_400_000;

/** An instant so many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

function rule(obligation: string, due: object) {
  return event(
    `rule/${obligation}`,
    'obligation.defined',
    INSTRUMENT.subject,
    {
      ...RULE,
      obligation,
      due,
      appliesWhen: 'always',
      satisfiedBy: [{ type: 'system.described' }],
    },
    { time: '2022-01-04T00:00:00+08:00' },
  );
}

/** Two duties of every system: due thirty days after its introduction, and seventy. */
export const RULES = [
  CALENDAR,
  INSTRUMENT,
  rule('cn-file', { within: 30, unit: 'day' }),
  rule('cn-label', { within: 70, unit: 'day' }),
];

/** A third one, due to the second. */
export const HOURLY = rule('cn-report', { within: 1, unit: 'hour' });

export function company(id: string) {
  return event(`company/${id}`, 'company.registered', `companies/${id}`, {
    name: { en: `Company ${id}`, zh: `公司${id}` },
    jurisdiction: 'CN',
  });
}

/** A system that was introduced so many days from now, when its duties begin. */
export function system(id: string, of: string, days = -1) {
  return event(
    `system/${id}`,
    'system.introduced',
    `systems/${id}`,
    { company: of, name: { en: id }, kind: 'app' },
    { time: inDays(days) },
  );
}

/** What meets them. */
export function described(id: string, times = 1) {
  return event(
    `described/${id}/${times}`,
    'system.described',
    `systems/${id}`,
    {
      facts: { 'public-opinion': true },
      reason: 'Judged.',
    },
    { time: inDays(0) },
  );
}
