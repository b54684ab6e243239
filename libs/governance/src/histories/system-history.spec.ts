import { describe, expect, it } from '@jest/globals';

import { knownSet } from '../known-set/known-set.js';
import {
  ALGORITHM,
  COMPANY,
  FEATURE,
  SYSTEM,
  correction,
  recorded,
  retraction,
} from '../testing/story.js';
import {
  dayOf,
  filing,
  historyAfter,
  registered,
  seedance,
  stepsOf,
} from '../testing/system-story.js';
import { companyOfSystem } from './system-history.js';

describe('the history of a system', () => {
  it('has the events of the system, of its company and of the algorithms linked to it', () => {
    const history = historyAfter(COMPANY, SYSTEM, FEATURE, {
      ...ALGORITHM,
      data: { ...ALGORITHM.data, systems: ['seedance-2.0'] },
    });
    expect(history).toMatchObject({ subject: 'systems/seedance-2.0', kind: 'system' });
    expect(history.events.map(({ position }) => position)).toEqual([2, 3, 1, 4]);
  });

  it('begins with its introduction, known as precisely as the source says', () => {
    const introduced = seedance('system.introduced', '2026-02-01', {
      company: 'bytedance',
      name: { en: 'Seedance' },
      kind: 'model',
      timePrecision: 'month',
    });
    expect(historyAfter(introduced).introduced).toEqual({
      at: Date.parse('2026-02-01T00:00:00+08:00'),
      latest: Date.parse('2026-02-28T23:59:59.999+08:00'),
      because: [1],
    });
    expect(historyAfter(SYSTEM).introduced).not.toHaveProperty('latest');
  });

  it('has no beginning once its introduction is retracted', () => {
    const taken = retraction('system', SYSTEM.subject);
    expect(historyAfter(SYSTEM, taken)).not.toHaveProperty('introduced');
    expect(companyOfSystem(knownSet(recorded(SYSTEM, taken)))).toBeUndefined();
    expect(companyOfSystem(knownSet(recorded(SYSTEM)))).toBe('bytedance');
  });

  it('names the original and each correction that was applied', () => {
    const moved = correction('system', SYSTEM.subject, { time: '2026-02-05T00:00:00+08:00' });
    const history = historyAfter(COMPANY, SYSTEM, moved);
    expect(history.introduced).toEqual({
      at: Date.parse('2026-02-05T00:00:00+08:00'),
      because: [2, 3],
    });
    expect(history.events).toMatchObject([
      { position: 2, because: [2, 3] },
      { position: 1, because: [1] },
    ]);
  });

  it('leaves out an algorithm that was never linked to it', () => {
    const history = historyAfter(COMPANY, SYSTEM, ALGORITHM);
    expect(history.events.map(({ type }) => type)).not.toContain('algorithm.registered');
    expect(stepsOf('registered', history)).toEqual([['2026-02-07', false, []]]);
  });

  it('has an algorithm’s events, also earlier ones, while the algorithm is linked', () => {
    const history = historyAfter(
      SYSTEM,
      registered('2026-01-07'),
      filing('algorithm.linked', '2026-02-10', { system: 'seedance-2.0' }),
      filing('algorithm.unlinked', '2026-03-01', { system: 'seedance-2.0' }),
      filing('algorithm.linked', '2026-04-01', { system: 'seedance-2.0' }),
    );
    const filed = history.events.find(({ type }) => type === 'algorithm.registered');
    expect(
      filed?.during?.map(({ from, to }) => [dayOf(from), to === Infinity || dayOf(to)]),
    ).toEqual([
      ['2026-02-10', '2026-03-01'],
      ['2026-04-01', true],
    ]);
  });
});
