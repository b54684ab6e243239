import type { SubjectHistory } from '#libs/rulebook';
import { systemHistory } from '../histories/system-history.js';
import { knownSet } from '../known-set/known-set.js';
import { ALGORITHM, COMPANY, recorded, SYSTEM, type Told } from './story.js';

const NUMBER = '网信算备110108413760701250055号';

export function on(subject: string) {
  return (type: string, day: string, data: object = {}): Told => ({
    type,
    subject,
    time: `${day}T00:00:00+08:00`,
    data,
  });
}
export const seedance = on(SYSTEM.subject);
export const bytedance = on(COMPANY.subject);
export const filing = on(ALGORITHM.subject);
export const registered = (day: string, more: object = {}): Told =>
  filing('algorithm.registered', day, {
    company: 'bytedance',
    number: NUMBER,
    name: '即梦视频生成算法',
    ...more,
  });

/** The history of Seedance as a story leaves it. */
export function historyAfter(...story: readonly Told[]): SubjectHistory {
  const events = recorded(...story);
  const known = (subject: string) => knownSet(events.filter((one) => one.subject === subject));
  const algorithms = new Set(story.map(({ subject }) => subject));
  return systemHistory(
    'seedance-2.0',
    {
      own: known(SYSTEM.subject),
      company: known(COMPANY.subject),
      algorithms: [...algorithms].filter((one) => one.startsWith('algorithms/')).map(known),
    },
    () => 'Asia/Shanghai',
  );
}

/** Each step as its day in China, its value and its events. */
export function stepsOf(name: string, { facts }: SubjectHistory): readonly (readonly unknown[])[] {
  return (facts.get(name) ?? []).map(({ from, value, because }) => [
    from === -Infinity ? from : dayOf(from),
    value,
    because,
  ]);
}

export function dayOf(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
}
