import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CATALOGUE, typesOf } from '../catalogue/catalogue.js';
import { evolve, fold } from '../known-set/fold.js';
import { knownSet } from '../known-set/known-set.js';
import {
  ALGORITHM,
  COMPANY,
  FEATURE,
  INSTRUMENT,
  OBLIGATION,
  recorded,
  retraction,
  stateAfter,
  SYSTEM,
} from '../testing/story.js';
import type { Told } from '../testing/story.js';
import { standsAt } from './instrument-state.js';
import { initialState, STREAM_KINDS } from './states.js';
import { capabilitiesOf } from './system-state.js';

function on(subject: string) {
  return (type: string, day: string, data: object = {}): Told => ({
    type,
    subject,
    time: `${day}T00:00:00+08:00`,
    data,
  });
}
const seedance = on(SYSTEM.subject);
const bytedance = on(COMPANY.subject);
const filing = on(ALGORITHM.subject);
const label = on(INSTRUMENT.subject);

describe('a company', () => {
  it('bears its latest name and remembers those before', () => {
    const state = stateAfter('companies', 'bytedance', [
      COMPANY,
      bytedance('company.renamed', '2022-05-06', { name: { zh: '抖音集团' } }),
      bytedance('company.renamed', '2020-01-01', { name: { zh: '今日头条' } }),
    ]);
    expect(state.name).toMatchObject({
      name: { zh: '抖音集团' },
      since: { because: [{ position: 2 }] },
    });
    expect(state.formerNames.map(({ name }) => name.zh)).toEqual(['字节跳动', '今日头条']);
    expect(state.status).toBe('registered');
  });

  it('bore another name at an earlier time', () => {
    const renamed = bytedance('company.renamed', '2022-05-06', { name: { zh: '抖音集团' } });
    const state = stateAfter(
      'companies',
      'bytedance',
      [COMPANY, renamed],
      '2022-05-05T23:59:59+08:00',
    );
    expect(state.name?.name).toEqual({ zh: '字节跳动' });
  });

  it('belongs to a group until it leaves it', () => {
    const joins = bytedance('company.grouped', '2024-01-01', { parent: 'group' });
    const leaves = bytedance('company.ungrouped', '2025-01-01');
    expect(stateAfter('companies', 'bytedance', [COMPANY, joins]).parent?.company).toBe('group');
    expect(stateAfter('companies', 'bytedance', [COMPANY, joins, leaves]).parent).toBeUndefined();
  });
});

describe('facts', () => {
  const described = (day: string, facts: object, more: object = {}): Told =>
    seedance('system.described', day, { facts, ...more });

  it('are those that were declared last, each with its since, reason and events', () => {
    const { facts } = stateAfter('systems', 'seedance-2.0', [
      SYSTEM,
      described(
        '2026-02-08',
        { 'public-opinion': true },
        { reason: 'Sharing.', reviewBy: '2027-02-08' },
      ),
      described('2026-02-10', { 'monthly-users': 100_000 }),
    ]);
    expect(facts['public-opinion']).toMatchObject({
      value: true,
      reason: 'Sharing.',
      reviewBy: '2027-02-08',
      since: { time: '2026-02-08T00:00:00+08:00', because: [{ position: 2 }] },
    });
    expect(facts['monthly-users']?.value).toBe(100_000);
    expect(facts['kind']?.value).toBe('model');
  });

  it('are unknown again once undeclared', () => {
    const { facts } = stateAfter('systems', 'seedance-2.0', [
      SYSTEM,
      described('2026-02-08', { 'public-opinion': true }),
      described('2026-02-09', { 'public-opinion': null }),
    ]);
    expect(Object.keys(facts)).toEqual(['kind']);
  });

  it('keep their since while the same is declared again', () => {
    const story = [
      SYSTEM,
      described('2026-02-08', { 'output-used-in': ['CN', 'EU'] }),
      described('2026-02-09', { 'output-used-in': ['EU', 'CN'] }),
    ];
    const { facts } = stateAfter('systems', 'seedance-2.0', story);
    expect(facts['output-used-in']?.since.because).toMatchObject([{ position: 2 }]);
  });

  it('are declared by an introduction and a launch too', () => {
    const data = {
      ...SYSTEM.data,
      roles: ['service-provider'],
      markets: ['CN'],
      audience: 'public',
    };
    const launch = seedance('system.launched', '2026-02-12', { markets: ['CN', 'EU'] });
    const { facts } = stateAfter('systems', 'seedance-2.0', [{ ...SYSTEM, data }, launch]);
    expect(facts['roles']?.value).toEqual(['service-provider']);
    expect(facts['audience']?.value).toBe('public');
    expect(facts['markets']).toMatchObject({
      value: ['CN', 'EU'],
      since: { because: [{ position: 2 }] },
    });
  });
});

describe('a system', () => {
  const launched = seedance('system.launched', '2026-02-12');
  const suspended = seedance('system.suspended', '2026-03-01', { by: 'provider', reason: 'r' });
  const resumed = seedance('system.resumed', '2026-03-03');
  const terminated = seedance('system.terminated', '2026-04-01');

  it.each([
    [[], 'introduced', undefined],
    [[launched], 'running', true],
    [[launched, suspended], 'suspended', false],
    [[suspended], 'suspended', false],
    [[launched, suspended, resumed], 'running', true],
    [[resumed], 'running', true],
    [[launched, terminated], 'terminated', false],
    [[launched, terminated, seedance('system.resumed', '2026-05-01')], 'terminated', false],
    [[launched, terminated, seedance('system.launched', '2026-05-01')], 'running', true],
  ])('after %j is %s', (story, status, available) => {
    const state = stateAfter('systems', 'seedance-2.0', [SYSTEM, ...story]);
    expect(state.status).toBe(status);
    expect(state.available).toBe(available);
  });

  it('has its suspensions as stretches', () => {
    const { suspensions } = stateAfter('systems', 'seedance-2.0', [
      SYSTEM,
      launched,
      suspended,
      resumed,
    ]);
    expect(suspensions).toMatchObject([
      { from: { because: [{ position: 3 }] }, to: { because: [{ position: 4 }] }, by: 'provider' },
    ]);
  });

  it('lists its changes and releases', () => {
    const state = stateAfter('systems', 'seedance-2.0', [
      SYSTEM,
      seedance('system.changed', '2026-02-10', { kind: 'model', description: 'd', note: 'n' }),
      seedance('release.published', '2026-02-12', { version: '2.0', openWeights: false }),
    ]);
    expect(state.changes).toEqual([{ kind: 'model', description: 'd', at: expect.anything() }]);
    expect(state.releases).toMatchObject([{ version: '2.0', openWeights: false }]);
  });
});

describe('a feature', () => {
  const suspend = (day: string, by = 'provider'): Told =>
    seedance('feature.suspended', day, { feature: 'voice-from-face', reason: 'Risk.', by });
  const resume = (day: string): Told =>
    seedance('feature.resumed', day, { feature: 'voice-from-face', remedy: 'Consent.' });
  const remove = (day: string): Told =>
    seedance('feature.removed', day, { feature: 'voice-from-face' });
  const after = (...story: readonly Told[]) =>
    stateAfter('systems', 'seedance-2.0', [SYSTEM, FEATURE, ...story]);

  it('runs from its launch', () => {
    expect(after().features).toMatchObject([
      { feature: 'voice-from-face', state: 'running', since: { time: FEATURE.time } },
    ]);
  });

  it('is suspended from one event to another, with both on record', () => {
    const { features, featureSuspensions } = after(suspend('2026-02-09'), resume('2026-03-20'));
    expect(features).toMatchObject([{ state: 'running', since: { because: [{ position: 4 }] } }]);
    expect(featureSuspensions).toMatchObject([
      {
        feature: 'voice-from-face',
        from: { time: '2026-02-09T00:00:00+08:00', because: [{ position: 3 }] },
        to: { time: '2026-03-20T00:00:00+08:00', because: [{ position: 4 }] },
        reason: 'Risk.',
        by: 'provider',
        remedy: 'Consent.',
      },
    ]);
  });

  it('may be suspended by several, and a resumption ends all', () => {
    const story = [
      suspend('2026-02-09'),
      suspend('2026-02-10'),
      suspend('2026-02-11', 'authority'),
    ];
    expect(after(...story).featureSuspensions.map(({ by }) => by)).toEqual([
      'provider',
      'authority',
    ]);
    const { featureSuspensions } = after(...story, resume('2026-03-20'));
    expect(featureSuspensions.every(({ to }) => to !== undefined)).toBe(true);
  });

  it('is not suspended any more once it is removed or launched anew', () => {
    const removed = after(suspend('2026-02-09'), remove('2026-03-01'));
    expect(removed.features).toMatchObject([{ state: 'removed' }]);
    expect(removed.featureSuspensions).toMatchObject([{ to: { because: [{ position: 4 }] } }]);
    const anew = after(suspend('2026-02-09'), { ...FEATURE, time: '2026-03-01T00:00:00Z' });
    expect(anew.features).toMatchObject([
      { state: 'running', since: { time: '2026-03-01T00:00:00Z' } },
    ]);
    expect(anew.featureSuspensions).toMatchObject([{ to: { time: '2026-03-01T00:00:00Z' } }]);
  });

  it('is not affected by what stands before its launch', () => {
    expect(after(suspend('2026-01-01')).features).toMatchObject([{ state: 'running' }]);
    expect(after(suspend('2026-01-01')).featureSuspensions).toEqual([]);
  });
});

describe('capabilities', () => {
  const launch = (feature: string, day: string, ...capabilities: readonly string[]): Told =>
    seedance('feature.launched', day, { feature, capabilities });
  const declared = seedance('system.described', '2026-02-07', {
    facts: { capabilities: ['video-generation', 'voice-cloning'] },
  });
  const after = (...story: readonly Told[]) =>
    capabilitiesOf(stateAfter('systems', 'seedance-2.0', [SYSTEM, ...story]));

  it('are unknown until a feature or a description gives them', () => {
    expect(after()).toBeUndefined();
    expect(after(launch('x', '2026-02-08'))).toEqual([]);
    expect(after(declared)).toEqual(['video-generation', 'voice-cloning']);
  });

  it('are those of the features that run, with declared ones that no feature lists', () => {
    const voice = launch('voice', '2026-02-08', 'voice-cloning', 'face-editing');
    const suspend = seedance('feature.suspended', '2026-02-09', {
      feature: 'voice',
      reason: 'r',
      by: 'provider',
    });
    expect(after(declared, voice)).toEqual(['face-editing', 'video-generation', 'voice-cloning']);
    expect(after(declared, voice, suspend)).toEqual(['video-generation']);
  });

  it('once listed by a feature are that feature’s, even when a relaunch drops them', () => {
    const first = launch('voice', '2026-02-08', 'voice-cloning');
    const second = launch('voice', '2026-02-09', 'voice-generation');
    expect(after(declared, first, second)).toEqual(['video-generation', 'voice-generation']);
  });
});

describe('an algorithm', () => {
  const submitted = filing('algorithm.submitted', '2025-11-01', {
    company: 'bytedance',
    name: 'a',
  });
  const id = ALGORITHM.subject.slice('algorithms/'.length);
  const after = (...story: readonly Told[]) => stateAfter('algorithms', id, story);
  const ask = filing('algorithm.change-submitted', '2026-03-01');
  const change = filing('algorithm.changed', '2026-03-12', {
    changes: { name: 'b', products: 'p' },
  });
  const leave = filing('algorithm.cancellation-submitted', '2026-08-01');

  it.each([
    [[], 'unknown'],
    [[submitted], 'submitted'],
    [[submitted, filing('algorithm.returned', '2025-11-02')], 'returned'],
    [[submitted, filing('algorithm.refused', '2025-11-02')], 'refused'],
    [[submitted, ALGORITHM], 'registered'],
    [[ALGORITHM, ask], 'change-submitted'],
    [[ALGORITHM, ask, filing('algorithm.refused', '2026-03-05')], 'registered'],
    [[ALGORITHM, ask, change], 'registered'],
    [[ALGORITHM, leave], 'cancellation-submitted'],
    [
      [ALGORITHM, leave, filing('algorithm.cancelled', '2026-08-20', { by: 'provider' })],
      'cancelled',
    ],
    [[ALGORITHM, filing('algorithm.cancelled', '2026-08-20', { by: 'authority' })], 'deregistered'],
    [[ALGORITHM, filing('algorithm.revoked', '2026-08-20', { reason: 'r' })], 'revoked'],
    [[filing('algorithm.cancelled', '2025-01-01', { by: 'provider' }), ALGORITHM], 'registered'],
  ])('after %j is %s', (story, status) => {
    expect(after(...story).status).toBe(status);
  });

  it('keeps the 21 digits of its number, however it was written', () => {
    expect(after(ALGORITHM).number).toBe('110108413760701250055');
  });

  it('has a date for each step, and keeps those that had an effect', () => {
    const state = after(submitted, ALGORITHM, ask, change, leave);
    expect(state.submitted?.because).toMatchObject([{ position: 1 }]);
    expect(state.registered?.because).toMatchObject([{ position: 2 }]);
    expect(state.changed?.because).toMatchObject([{ position: 4 }]);
    expect(state.steps.map(({ type }) => type)).toEqual([
      'algorithm.submitted',
      'algorithm.registered',
      'algorithm.change-submitted',
      'algorithm.changed',
      'algorithm.cancellation-submitted',
    ]);
  });

  it('takes what a change says and remembers its former name', () => {
    const state = after(ALGORITHM, change);
    expect(state).toMatchObject({ name: 'b', products: 'p', formerNames: ['即梦视频生成算法'] });
    expect(state.company).toBe('bytedance');
  });

  it('is linked to systems until it is unlinked', () => {
    const data = { ...ALGORITHM.data, systems: ['one', 'two'] };
    const story = [
      { ...ALGORITHM, data },
      filing('algorithm.linked', '2026-02-01', { system: 'three' }),
      filing('algorithm.linked', '2026-02-02', { system: 'one' }),
      filing('algorithm.unlinked', '2026-02-03', { system: 'two' }),
    ];
    expect(after(...story).systems.map(({ system }) => system)).toEqual(['one', 'three']);
  });
});

describe('an instrument', () => {
  const after = (...story: readonly Told[]) =>
    stateAfter('instruments', 'cn-label-2025', [INSTRUMENT, ...story]);
  const at = (time: string, ...story: readonly Told[]) =>
    standsAt(after(...story), Date.parse(time));
  const suspended = label('instrument.suspended', '2025-11-10', { until: '2026-11-09' });

  it('stands from its publication until it is repealed, for good', () => {
    const story = [
      label('instrument.repealed', '2026-01-01'),
      label('instrument.resumed', '2026-02-01'),
    ];
    expect(at('2025-03-13T23:59:59+08:00', ...story)).toBe(false);
    expect(at('2025-03-14T00:00:00+08:00', ...story)).toBe(true);
    expect(at('2025-12-31T23:59:59+08:00', ...story)).toBe(true);
    expect(at('2026-01-01T00:00:00+08:00', ...story)).toBe(false);
    expect(at('2026-03-01T00:00:00+08:00', ...story)).toBe(false);
  });

  it('is suspended through the last day, which is a day in its time zone', () => {
    expect(at('2025-11-09T23:59:59+08:00', suspended)).toBe(true);
    expect(at('2025-11-10T00:00:00+08:00', suspended)).toBe(false);
    expect(at('2026-11-09T23:59:59+08:00', suspended)).toBe(false);
    expect(at('2026-11-10T00:00:00+08:00', suspended)).toBe(true);
  });

  it('is suspended until an instant, or until it is resumed', () => {
    const until = { until: '2026-01-01T00:00:00Z' };
    const timed = label('instrument.suspended', '2025-11-10', until);
    const open = label('instrument.suspended', '2025-11-10');
    const resumed = label('instrument.resumed', '2026-02-01');
    expect(at('2025-12-31T23:59:59Z', timed)).toBe(false);
    expect(at('2026-01-01T00:00:00Z', timed)).toBe(true);
    expect(at('2030-01-01T00:00:00Z', open)).toBe(false);
    expect(at('2026-02-01T00:00:00+08:00', open, resumed)).toBe(true);
  });

  it('stays suspended where the suspension was prolonged', () => {
    const longer = label('instrument.suspended', '2026-11-01', { until: '2027-11-09' });
    expect(at('2026-12-01T00:00:00Z', suspended, longer)).toBe(false);
  });

  it('has every version of its obligations, amendments replacing top-level fields', () => {
    const story = [
      OBLIGATION,
      label('obligation.amended', '2026-01-01', {
        obligation: 'cn-label-4',
        provision: '4(1)',
        due: { within: 3, unit: 'day' },
      }),
      label('obligation.amended', '2026-02-01', { obligation: 'cn-label-4', due: null }),
    ];
    const [obligation] = after(...story).obligations;
    expect(obligation?.versions.map(({ rule }) => [rule.provision, rule.due])).toEqual([
      ['4', undefined],
      ['4(1)', { within: 3, unit: 'day' }],
      ['4(1)', undefined],
    ]);
    expect(obligation?.versions.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('keeps what was withdrawn, marked so', () => {
    const withdrawn = label('obligation.withdrawn', '2026-01-01', { obligation: 'cn-label-4' });
    expect(after(OBLIGATION, withdrawn).obligations).toMatchObject([
      { obligation: 'cn-label-4', withdrawn: { because: [{ position: 3 }] } },
    ]);
  });
});

describe('a calendar', () => {
  const cn = on('calendars/cn');
  const year = (published: string, ofYear: number, ...daysOff: readonly string[]): Told =>
    cn('calendar.published', published, {
      year: ofYear,
      daysOff,
      workingWeekendDays: [],
      notice: `Notice of ${published}`,
    });

  it('has each year as it was published last, in order', () => {
    const { years } = stateAfter('calendars', 'cn', [
      year('2025-11-04', 2026, '2026-01-01'),
      year('2024-11-12', 2025, '2025-01-01'),
      year('2025-12-01', 2026, '2026-01-02'),
    ]);
    expect(years.map(({ year: one, daysOff }) => [one, daysOff])).toEqual([
      [2025, ['2025-01-01']],
      [2026, ['2026-01-02']],
    ]);
  });
});

describe('a source', () => {
  it('counts its checks and remembers the last of each', () => {
    const cac = on('sources/cac');
    const state = stateAfter('sources', 'cac', [
      cac('source.checked', '2026-01-01', { outcome: 'changed' }),
      cac('source.checked', '2026-01-02', { outcome: 'failed' }),
      cac('source.checked', '2026-01-03', { outcome: 'failed' }),
      cac('source.checked', '2026-01-04', { outcome: 'unchanged' }),
    ]);
    expect(state).toMatchObject({ checks: 4, failures: 2, failuresInARow: 0 });
    expect(state.lastChanged?.time).toMatch('2026-01-01');
    expect(state.lastFailed?.time).toMatch('2026-01-03');
    expect(state.lastChecked).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('laws of every fold', () => {
  const examples = [...CATALOGUE.values()].map(({ type, example }) => ({ type, ...example }));

  it.each(STREAM_KINDS)(
    'of %s never throws, and is the same for any order of recording',
    (kind) => {
      const types = new Set(typesOf(kind).map(({ type }) => type));
      const told = fc.record({
        example: fc.constantFrom(...examples.filter(({ type }) => types.has(type))),
        hour: fc.integer({ min: 0, max: 23 }),
      });
      fc.assert(
        fc.property(
          fc.array(told, { maxLength: 15 }),
          fc.infiniteStream(fc.nat()),
          (story, keys) => {
            const events = story.map(({ example: { type, data } }, index) => ({
              type,
              data,
              subject: `${kind}/x`,
              // Every instant once: among events of one instant the position decides.
              time: new Date(Date.UTC(2026, 1, 1) + index * 60_000).toISOString(),
            }));
            const shuffled = events
              .map((event) => ({ event, key: keys.next().value ?? 0 }))
              .sort((one, other) => one.key - other.key)
              .map(({ event }) => event);
            const states = [events, shuffled].map((told) =>
              JSON.stringify(fold(kind, knownSet(recorded(...told))), withoutPositions),
            );
            expect(states[0]).toBe(states[1]);
          },
        ),
      );
    },
  );

  it.each(STREAM_KINDS)(
    'of %s leaves the state as it was where a type stands elsewhere',
    (kind) => {
      const own = new Set(typesOf(kind).map(({ type }) => type));
      const state = initialState(kind);
      const others = examples.filter(({ type }) => !own.has(type));
      for (const event of knownSet(recorded(...others))) {
        expect(evolve(kind, state, event)).toBe(state);
      }
    },
  );

  it('of a retracted event is as though it had never been recorded', () => {
    const story = [SYSTEM, { ...FEATURE, id: 'gone' }];
    const after = stateAfter('systems', 'seedance-2.0', [
      ...story,
      retraction('gone', SYSTEM.subject),
    ]);
    expect(after).toEqual(stateAfter('systems', 'seedance-2.0', [SYSTEM]));
  });
});

function withoutPositions(field: string, value: unknown): unknown {
  return field === 'position' || field === 'recordedtime' ? undefined : value;
}
