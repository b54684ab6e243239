import { describe, expect, it } from '@jest/globals';

import { knownSet } from '../known-set/known-set.js';
import { COMPANY, correction, recorded, retraction, type Told } from '../testing/story.js';
import { companyHistory } from './company-history.js';

const described = (day: string, facts: object, id?: string): Told => ({
  type: 'company.described',
  subject: COMPANY.subject,
  time: `${day}T00:00:00+08:00`,
  data: { facts },
  ...(id === undefined ? {} : { id }),
});

function historyAfter(...story: readonly Told[]) {
  return companyHistory('bytedance', knownSet(recorded(...story)), () => 'Asia/Shanghai');
}

describe('the history of a company', () => {
  it('begins with its registration', () => {
    const { subject, kind, introduced } = historyAfter(COMPANY);
    expect({ subject, kind }).toEqual({ subject: 'companies/bytedance', kind: 'company' });
    expect(introduced).toEqual({ at: Date.parse('2012-03-09T00:00:00+08:00'), because: [1] });
    expect(historyAfter(described('2026-01-01', {}))).not.toHaveProperty('introduced');
  });

  it('gives its facts under their own names and under those that its systems see', () => {
    const { facts } = historyAfter(COMPANY, described('2026-01-01', { 'content-platform': true }));
    const steps = [{ from: Date.parse('2026-01-01T00:00:00+08:00'), value: true, because: [2] }];
    expect(facts.get('content-platform')).toEqual(steps);
    expect(facts.get('company.content-platform')).toEqual(steps);
    expect([...facts.keys()]).toHaveLength(2);
  });

  it('says nothing of what it never declared: unknown, not false', () => {
    const { facts } = historyAfter(COMPANY);
    expect(facts.get('available')).toBeUndefined();
    expect(facts.get('registered')).toBeUndefined();
  });

  it('follows corrections and forgets what was retracted', () => {
    const story = [COMPANY, described('2026-01-01', { 'content-platform': true }, 'said')];
    const moved = correction('said', COMPANY.subject, { time: '2025-12-01T00:00:00+08:00' });
    const corrected = historyAfter(...story, moved);
    expect(corrected.facts.get('content-platform')).toEqual([
      { from: Date.parse('2025-12-01T00:00:00+08:00'), value: true, because: [2, 3] },
    ]);
    const taken = historyAfter(...story, retraction('said', COMPANY.subject));
    expect(taken).toEqual(historyAfter(COMPANY));
  });
});
