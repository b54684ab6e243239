import { COMPANY, event, SYSTEM } from './february.js';
import { RunningServer } from './running-server.js';

export const NOTICE = '国务院办公厅关于2026年部分节假日安排的通知';
export const REASON = 'Everyone may share what it makes.';

export const CALENDAR = event(
  'calendar',
  'calendar.published',
  'calendars/cn',
  {
    year: 2026,
    daysOff: [
      ...['2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19'],
      ...['2026-02-20', '2026-02-21', '2026-02-22', '2026-02-23'],
    ],
    workingWeekendDays: ['2026-02-14', '2026-02-28'],
    notice: NOTICE,
  },
  { time: '2025-11-04T00:00:00+08:00' },
);
export const INSTRUMENT = event(
  'instrument',
  'instrument.published',
  'instruments/cn-algo-2021',
  {
    title: { en: 'Algorithm Provisions', zh: '算法推荐管理规定' },
    jurisdiction: 'CN',
    timeZone: 'Asia/Shanghai',
    issuers: ['CAC'],
    kind: 'rules',
    binding: true,
    url: 'https://example.com/algo',
  },
  { time: '2022-01-04T00:00:00+08:00' },
);
export const RULE = {
  title: { en: 'Algorithm filing', zh: '算法备案' },
  provision: '24(1)',
  kind: 'standing',
  binds: 'system',
  appliesWhen: {
    all: [
      { fact: 'available', is: true },
      { fact: 'public-opinion', is: true },
    ],
  },
  inForce: { from: '2022-03-01' },
  due: { within: 10, unit: 'working-day', calendar: 'cn', count: 'next-day' },
  satisfiedBy: [{ type: 'algorithm.registered' }],
  force: 'binding',
  grade: 'text',
  penalty: { en: 'A fine.', zh: '罚款。' },
  url: 'https://example.com/algo#24',
};
export const OBLIGATION = event(
  'obligation',
  'obligation.defined',
  INSTRUMENT.subject,
  { obligation: 'cn-algo-24-1', ...RULE },
  { time: '2022-01-04T00:00:00+08:00' },
);
export const LAUNCH = event('launch', 'system.launched', SYSTEM.subject, {}, at('2026-02-12'));
export const JUDGED = event(
  'judged',
  'system.described',
  SYSTEM.subject,
  { facts: { 'public-opinion': true }, reason: REASON },
  at('2026-02-12'),
);
export const SYSTEM_ALONE = event('alone', 'system.introduced', 'systems/alone', {
  company: 'bytedance',
  name: { en: 'Alone' },
  kind: 'app',
});
/** One system that was launched and judged, and one of which nothing is known: positions 1 to 8. */
export const STORY = [
  CALENDAR,
  INSTRUMENT,
  OBLIGATION,
  COMPANY,
  SYSTEM,
  LAUNCH,
  JUDGED,
  SYSTEM_ALONE,
];
export const HEAD = STORY.length;

export function at(day: string) {
  return { time: `${day}T00:00:00+08:00` };
}

/** One duty of one system, to be asked why. */
export const DUTY = `subject=${SYSTEM.subject}&obligation=cn-algo-24-1`;

/** A server that has been told the story, and whose statuses have seen all of it. */
export async function tellStory(): Promise<RunningServer> {
  const server = await RunningServer.start();
  await tellStoryTo(server);
  return server;
}

export async function tellStoryTo(server: RunningServer): Promise<void> {
  for (const one of STORY) {
    const { status, text } = await server.record(one);
    if (status !== 201) throw new Error(text);
  }
  await server.fresh('/v1/statuses');
}
