import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { knownSet } from '../known-set/known-set.js';
import { COMPANY, recorded, SOURCE, SYSTEM, type Told } from '../testing/story.js';
import { toldByCompany, toldBySystem } from './told-by-stream.js';

const day = fc
  .integer({ min: 1, max: 28 })
  .map((of) => `2026-03-${String(of).padStart(2, '0')}T00:00:00+08:00`);

function happening(subject: string, type: string, data: fc.Arbitrary<object>): fc.Arbitrary<Told> {
  return fc.record({ type: fc.constant(type), subject: fc.constant(subject), time: day, data });
}

const feature = fc.constantFrom('f1', 'f2');
const capabilities = fc.subarray(['dialogue', 'face-swap', 'text-generation']);
const facts = fc.oneof(
  fc.record({ minors: fc.constantFrom(true, false, null) }),
  fc.record({ capabilities }),
);
const suspended = { reason: 'Risk.', by: 'provider' };
const enforcement = { case: 'c1', authority: 'CAC', measures: ['warning'], obligations: ['one'] };

/** An earlier event is moved to another day, or taken back. */
const amendment = (subject: string): fc.Arbitrary<Told> =>
  fc.record({ of: fc.integer({ min: 2, max: 12 }), time: fc.option(day) }).map(({ of, time }) => ({
    type: time === null ? 'event.retracted' : 'event.corrected',
    subject,
    data: {
      event: { source: SOURCE, id: `event-${of}` },
      ...(time === null ? {} : { time }),
      reason: 'A better source.',
    },
  }));

const ofSystem = fc.oneof(
  happening(SYSTEM.subject, 'system.described', fc.record({ facts })),
  happening(SYSTEM.subject, 'feature.launched', fc.record({ feature, capabilities })),
  happening(SYSTEM.subject, 'feature.suspended', fc.record({ feature, ...constants(suspended) })),
  happening(SYSTEM.subject, 'system.launched', fc.constant({})),
  happening(SYSTEM.subject, 'system.suspended', fc.constant(suspended)),
  happening(SYSTEM.subject, 'enforcement.opened', fc.constant(enforcement)),
  happening(SYSTEM.subject, 'measure.adopted', fc.constant({ measure: 'label.explicit' })),
  amendment(SYSTEM.subject),
);
const ofCompany = fc.oneof(
  happening(COMPANY.subject, 'company.described', fc.record({ facts })),
  happening(COMPANY.subject, 'enforcement.opened', fc.constant(enforcement)),
  amendment(COMPANY.subject),
);

function constants(of: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, fc.constant(value)]));
}

describe.each([
  { stream: 'a system', first: SYSTEM, told: toldBySystem, more: ofSystem },
  { stream: 'a company', first: COMPANY, told: toldByCompany, more: ofCompany },
])('what $stream tells, event after event', ({ first, told, more }) => {
  it('is what it tells to whoever hears it for the first time', () => {
    fc.assert(
      fc.property(fc.array(more, { maxLength: 12 }), (story) => {
        const events = recorded(first, ...story);
        for (const { position } of events) {
          const soFar = told(knownSet(events, position));
          expect(soFar).toEqual(told(knownSet(structuredClone(events), position)));
        }
      }),
    );
  });
});
