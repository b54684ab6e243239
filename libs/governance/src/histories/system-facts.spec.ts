import { describe, expect, it } from '@jest/globals';

import { COMPANY, SYSTEM, type Told } from '../testing/story.js';
import {
  bytedance,
  filing,
  historyAfter,
  on,
  registered,
  seedance,
  stepsOf,
} from '../testing/system-story.js';

describe('the facts of a system', () => {
  it('are what was declared, the company’s under its own name', () => {
    const history = historyAfter(
      bytedance('company.described', '2026-01-01', { facts: { 'content-platform': true } }),
      SYSTEM,
      seedance('system.described', '2026-02-08', { facts: { 'monthly-users': 1_000 } }),
      seedance('system.launched', '2026-02-12', { markets: ['CN'] }),
    );
    expect(stepsOf('company.content-platform', history)).toEqual([['2026-01-01', true, [1]]]);
    expect(stepsOf('content-platform', history)).toEqual([]);
    expect(stepsOf('kind', history)).toEqual([['2026-02-07', 'model', [2]]]);
    expect(stepsOf('monthly-users', history)).toEqual([['2026-02-08', 1_000, [3]]]);
    expect(stepsOf('markets', history)).toEqual([['2026-02-12', ['CN'], [4]]]);
  });

  it('are undeclared again by an event that is named', () => {
    const history = historyAfter(
      SYSTEM,
      seedance('system.described', '2026-02-08', { facts: { 'public-opinion': true } }),
      seedance('system.described', '2026-02-10', { facts: { 'public-opinion': null } }),
      seedance('system.launched', '2026-02-12'),
    );
    expect(stepsOf('public-opinion', history)).toEqual([
      ['2026-02-08', true, [2]],
      ['2026-02-10', undefined, [3]],
    ]);
  });

  it('count together what is declared at the same instant, whatever is recorded last', () => {
    const history = historyAfter(
      SYSTEM,
      seedance('system.described', '2026-02-08', { facts: { 'monthly-users': 1 } }),
      seedance('system.described', '2026-02-08', { facts: { 'monthly-users': 2 } }),
    );
    expect(stepsOf('monthly-users', history)).toEqual([['2026-02-08', 2, [3]]]);
  });

  it('are known to the end of the day, month or year that their source gives', () => {
    const rough = { facts: { 'public-opinion': true }, timePrecision: 'year' };
    const history = historyAfter(SYSTEM, seedance('system.described', '2026-03-01', rough));
    expect(history.facts.get('public-opinion')).toMatchObject([
      { latest: Date.parse('2026-12-31T23:59:59.999+08:00') },
    ]);
  });
});

describe('availability', () => {
  it('is unknown until something is known of its running', () => {
    expect(historyAfter(COMPANY, SYSTEM).facts.get('available')).toEqual([]);
  });

  it('is true from a launch or resumption, false from a suspension or an end', () => {
    const history = historyAfter(
      SYSTEM,
      seedance('system.launched', '2026-02-12'),
      seedance('system.suspended', '2026-03-01', { by: 'provider', reason: 'Maintenance.' }),
      seedance('system.suspended', '2026-03-02', { by: 'authority', reason: 'An order.' }),
      seedance('system.resumed', '2026-03-03'),
      seedance('system.terminated', '2027-01-01'),
    );
    expect(stepsOf('available', history)).toEqual([
      ['2026-02-12', true, [2]],
      ['2026-03-01', false, [3]],
      ['2026-03-03', true, [5]],
      ['2027-01-01', false, [6]],
    ]);
  });
});

describe('capabilities', () => {
  const launch = (feature: string, day: string, ...capabilities: readonly string[]): Told =>
    seedance('feature.launched', day, { feature, capabilities });
  const declared = seedance('system.described', '2026-02-08', {
    facts: { capabilities: ['video-generation', 'voice-cloning'] },
  });

  it('are unknown until declared or a feature was launched', () => {
    expect(historyAfter(SYSTEM).facts.get('capabilities')).toEqual([]);
  });

  it('are those declared that no feature lists, and those of the features that run', () => {
    const history = historyAfter(
      SYSTEM,
      declared,
      launch('voice-from-face', '2026-02-09', 'voice-cloning'),
      seedance('feature.suspended', '2026-02-10', {
        feature: 'voice-from-face',
        reason: 'No consent.',
        by: 'provider',
      }),
      seedance('feature.resumed', '2026-02-11', { feature: 'voice-from-face' }),
    );
    const both = ['video-generation', 'voice-cloning'];
    expect(stepsOf('capabilities', history)).toEqual([
      ['2026-02-08', both, [2]],
      ['2026-02-09', both, [2, 3]],
      ['2026-02-10', ['video-generation'], [2, 3, 4]],
      ['2026-02-11', both, [2, 3, 5]],
    ]);
  });

  it('of a running feature that is launched with more are those of the later launch', () => {
    const history = historyAfter(
      SYSTEM,
      launch('voice-from-face', '2026-02-09', 'voice-cloning'),
      launch('voice-from-face', '2026-02-10', 'voice-cloning', 'face-swap'),
      launch('music', '2026-02-11'),
    );
    expect(stepsOf('capabilities', history)).toEqual([
      ['2026-02-09', ['voice-cloning'], [2]],
      ['2026-02-10', ['face-swap', 'voice-cloning'], [2, 3]],
      ['2026-02-11', ['face-swap', 'voice-cloning'], [2, 3, 4]],
    ]);
  });

  it('that are undeclared are gone because of the event that says so', () => {
    const undeclared = seedance('system.described', '2026-02-10', {
      facts: { capabilities: null },
    });
    expect(stepsOf('capabilities', historyAfter(SYSTEM, declared, undeclared))).toEqual([
      ['2026-02-08', ['video-generation', 'voice-cloning'], [2]],
      ['2026-02-10', undefined, [3]],
    ]);
  });
});

describe('being registered', () => {
  const link = (day: string): Told => filing('algorithm.linked', day, { system: 'seedance-2.0' });

  it('is false, not unknown, while no linked algorithm is registered', () => {
    expect(stepsOf('registered', historyAfter(SYSTEM))).toEqual([['2026-02-07', false, []]]);
    const submitted = filing('algorithm.submitted', '2026-02-08', {
      company: 'bytedance',
      name: '即梦视频生成算法',
      systems: ['seedance-2.0'],
    });
    expect(stepsOf('registered', historyAfter(SYSTEM, submitted))).toEqual([
      ['2026-02-07', false, []],
      ['2026-02-08', false, [2]],
    ]);
  });

  it('names the registration and the link, and outlasts what is merely asked for', () => {
    const history = historyAfter(
      SYSTEM,
      registered('2026-01-07'),
      link('2026-02-10'),
      filing('algorithm.change-submitted', '2026-03-01'),
      filing('algorithm.cancellation-submitted', '2026-04-01'),
      filing('algorithm.cancelled', '2026-05-01', { by: 'provider' }),
    );
    expect(stepsOf('registered', history)).toEqual([
      ['2026-01-07', false, []],
      ['2026-02-10', true, [2, 3]],
      ['2026-05-01', false, [3, 6]],
    ]);
  });

  it('ends with the link, because of the event that unlinks', () => {
    const history = historyAfter(
      SYSTEM,
      registered('2026-02-08', { systems: ['seedance-2.0'] }),
      filing('algorithm.unlinked', '2026-03-01', { system: 'seedance-2.0' }),
    );
    expect(stepsOf('registered', history)).toEqual([
      ['2026-02-07', false, []],
      ['2026-02-08', true, [2]],
      ['2026-03-01', false, [3]],
    ]);
  });

  it('holds while one of two algorithms stands', () => {
    const other = on('algorithms/other');
    const history = historyAfter(
      SYSTEM,
      registered('2026-02-08', { systems: ['seedance-2.0'] }),
      other('algorithm.registered', '2026-02-09', {
        company: 'bytedance',
        number: '网信算备110108413760701250063号',
        name: '即梦图片生成算法',
        systems: ['seedance-2.0'],
      }),
      filing('algorithm.revoked', '2026-03-01', { reason: 'False papers.' }),
    );
    expect(stepsOf('registered', history)).toEqual([
      ['2026-02-07', false, []],
      ['2026-02-08', true, [2]],
      ['2026-02-09', true, [2, 3]],
      ['2026-03-01', true, [3, 4]],
    ]);
  });
});
