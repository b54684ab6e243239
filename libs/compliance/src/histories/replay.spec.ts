import { describe, expect, it } from '@jest/globals';

import { chronicleOf, corrected, on, seen, sourced, type Told } from '../testing/chronicle.js';
import { replay } from './replay.js';

const seedance = on('systems/seedance-2.0');
const bytedance = on('companies/bytedance');
const instrument = on('instruments/cn-algo-2021');
const filing = on('algorithms/jimeng-video');

const RULE = {
  title: { en: 'A duty', zh: '义务' },
  provision: '24(1)',
  binds: 'system',
  kind: 'standing',
  inForce: { from: '2022-03-01' },
  force: 'binding',
  grade: 'text',
} as const;
const STORY: readonly Told[] = [
  instrument('instrument.published', '2022-01-04', { timeZone: 'Asia/Shanghai' }),
  instrument('obligation.defined', '2022-01-04', {
    ...RULE,
    obligation: 'cn-algo-24-1',
    appliesWhen: { fact: 'available', is: true },
    due: { within: 10, unit: 'day' },
    satisfiedBy: [{ type: 'algorithm.registered' }],
  }),
  bytedance('company.registered', '2012-03-09', { name: { en: 'ByteDance' }, jurisdiction: 'CN' }),
  seedance('system.introduced', '2026-02-07', {
    company: 'bytedance',
    name: { en: 'Seedance 2.0' },
    kind: 'model',
  }),
  seedance('system.launched', '2026-02-12', {}, 'launch'),
  on('sources/cac')('source.checked', '2026-02-13', { outcome: 'unchanged' }),
  instrument('obligation.amended', '2026-02-14', {
    obligation: 'cn-algo-24-1',
    due: { within: 5, unit: 'day' },
  }),
  filing('algorithm.registered', '2026-02-20', {
    company: 'bytedance',
    number: '网信算备110108413760701250055号',
    name: '即梦视频生成算法',
    systems: ['seedance-2.0'],
  }),
  instrument('instrument.amended', '2026-02-21', { kind: 'rules' }),
  bytedance('company.renamed', '2026-03-01', { name: { zh: '字节跳动' } }),
  corrected('launch', 'systems/seedance-2.0', { time: '2026-02-18T00:00:00+08:00' }),
];

function frames(at: string, until = STORY.length) {
  const chronicle = chronicleOf(...STORY);
  const { histories, rulebook } = chronicle;
  const own = new Map([...histories].filter(([stream]) => !stream.startsWith('sources/')));
  const subjects = ['companies/bytedance', 'systems/seedance-2.0'].map((subject) =>
    sourced(chronicle, subject),
  );
  const viewpoint = seen(at, until);
  return [...replay({ company: 'bytedance', subjects, histories: own, rulebook, viewpoint })].map(
    ({ position, event, changes }) => [
      position,
      event.type,
      ...changes.map(({ before, after }) => [
        `${before.status} ${before.dueOn ?? ''}`.trim(),
        `${after.status} ${after.dueOn ?? ''}`.trim(),
      ]),
    ],
  );
}

describe('a replay', () => {
  it('has a frame for every event of the company, with what it changed at that time', () => {
    expect(frames('2026-02-19')).toEqual([
      [3, 'company.registered'],
      [4, 'system.introduced', ['not-applicable', 'unknown']],
      [5, 'system.launched', ['unknown', 'pending 2026-02-22']],
      [7, 'obligation.amended', ['pending 2026-02-22', 'unevidenced 2026-02-17']],
      [8, 'algorithm.registered'],
      [10, 'company.renamed'],
      [11, 'event.corrected', ['unevidenced 2026-02-17', 'pending 2026-02-23']],
    ]);
  });

  it('tells what is now known about then and what was known then apart', () => {
    expect(frames('2026-03-01').slice(3)).toEqual([
      [7, 'obligation.amended', ['unevidenced 2026-02-22', 'unevidenced 2026-02-17']],
      [8, 'algorithm.registered', ['unevidenced 2026-02-17', 'met 2026-02-17']],
      [10, 'company.renamed'],
      [11, 'event.corrected', ['met 2026-02-17', 'met 2026-02-23']],
    ]);
  });

  it('ends with the position that was asked for', () => {
    expect(frames('2026-02-19', 5).map(([position]) => position)).toEqual([3, 4, 5]);
  });

  it('gives the same frames again', () => {
    expect(JSON.stringify(frames('2026-02-19'))).toBe(JSON.stringify(frames('2026-02-19')));
  });
});
