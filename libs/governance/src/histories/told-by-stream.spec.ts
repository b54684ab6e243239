import { describe, expect, it } from '@jest/globals';

import { CATALOGUE, streamKindsOf } from '../catalogue/catalogue.js';
import { fold } from '../known-set/fold.js';
import { knownSet } from '../known-set/known-set.js';
import { COMPANY, recorded, SYSTEM, type Told } from '../testing/story.js';
import { toldByCompany, toldBySystem } from './told-by-stream.js';

const SYSTEMS = { story: SYSTEM, told: toldBySystem };
const COMPANIES = { story: COMPANY, told: toldByCompany };

/** Everything but an event that introduces the subject itself, or speaks about another event. */
const OTHERS = [...CATALOGUE.values()].filter(
  ({ type, introduces }) => introduces === undefined && !type.startsWith('event.'),
);

const DECIDING = /^(company|system|feature|enforcement|obligation|waiver)\./;

/** Types of events that change what a subject's own stream tells. */
function deciding({ story, told }: typeof SYSTEMS | typeof COMPANIES, kind: string) {
  return OTHERS.filter((type) => streamKindsOf(type).some((one) => one === kind))
    .filter(({ type, example }) => {
      const event: Told = { type, subject: story.subject, time: '2027-01-01T00:00:00Z' };
      const before = told(knownSet(recorded(story)));
      const after = told(knownSet(recorded(story, { ...event, data: example.data })));
      return JSON.stringify(describeTold(before)) !== JSON.stringify(describeTold(after));
    })
    .map(({ type }) => type);
}

function describeTold({ facts, ...told }: ReturnType<typeof toldByCompany>) {
  return { ...told, facts: [...facts] };
}

describe('what a stream tells of facts, findings and exemptions', () => {
  it('is decided by few types of events; rules alone look at the others', () => {
    expect(deciding(SYSTEMS, 'systems')).toEqual([
      'system.described',
      'system.launched',
      'system.suspended',
      'system.resumed',
      'system.terminated',
      'feature.launched',
      'obligation.waived',
      'enforcement.opened',
    ]);
    expect(deciding(COMPANIES, 'companies')).toEqual([
      'company.described',
      'obligation.waived',
      'enforcement.opened',
    ]);
  });

  it('is left alone by every other event that may stand there', () => {
    const evidence = OTHERS.filter(({ type }) => !DECIDING.test(type));
    expect(evidence.length).toBeGreaterThan(15);
    for (const { type, example } of evidence) {
      const event: Told = { type, subject: SYSTEM.subject, data: example.data };
      const [before, after] = [[SYSTEM], [SYSTEM, event]].map((story) =>
        fold('systems', knownSet(recorded(...story))),
      );
      const read = ['introduced', 'company', 'facts', 'features', 'available'] as const;
      for (const field of read) expect([type, after?.[field]]).toEqual([type, before?.[field]]);
      expect([type, after?.dossier.cases]).toEqual([type, before?.dossier.cases]);
      expect([type, after?.dossier.waivers]).toEqual([type, before?.dossier.waivers]);
    }
  });

  it('is the same object where nothing that decides was added', () => {
    const more = { ...SYSTEM, type: 'claim.published', id: 'claim', data: { claim: 'first' } };
    const [system, claim] = recorded(SYSTEM, more);
    if (system === undefined || claim === undefined) throw new Error('two events were told');
    const before = toldBySystem(knownSet([system]));
    expect(toldBySystem(knownSet([system, claim]))).toBe(before);
  });

  it('is told anew of another reading of the same events', () => {
    const [system] = recorded(SYSTEM);
    const moved = recorded(SYSTEM, {
      type: 'event.corrected',
      subject: SYSTEM.subject,
      data: { event: { source: 'urn:test', id: 'system' }, time: '2026-02-05T00:00:00+08:00' },
    });
    const before = toldBySystem(knownSet(system ? [system] : []));
    expect(toldBySystem(knownSet(moved)).introduced).not.toEqual(before.introduced);
    expect(toldBySystem(knownSet(system ? [system] : []))).toEqual(before);
  });
});
