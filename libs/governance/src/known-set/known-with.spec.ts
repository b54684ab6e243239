import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { correction, recorded, retraction, type Told } from '../testing/story.js';
import { knownSet, knownWith } from './known-set.js';

const SUBJECT = 'systems/s';
const days = fc.array(fc.integer({ min: 10, max: 28 }), { minLength: 1, maxLength: 12 });

function launched(day: number, index: number): Told {
  return {
    type: 'feature.launched',
    subject: SUBJECT,
    id: `e${index}`,
    time: `2026-02-${day}T00:00:00+08:00`,
    data: { feature: `f${index}`, capabilities: [] },
  };
}

describe('the known set with one more event', () => {
  it('is the known set of all, whatever its valid time and whatever was corrected before', () => {
    fc.assert(
      fc.property(days, fc.nat(), fc.boolean(), (times, pick, isRetracted) => {
        const [last = 10, ...others] = times;
        const before = others.map(launched);
        const about = `e${pick % Math.max(1, others.length)}`;
        const change = { time: '2026-02-20T12:00:00+08:00' };
        const amendment = isRetracted
          ? retraction(about, SUBJECT)
          : correction(about, SUBJECT, change);
        const story = recorded(...before, amendment, launched(last, others.length));
        const added = story.at(-1);
        const known = added && knownWith(knownSet(story.slice(0, -1)), added);
        expect(known).toEqual(knownSet(story));
      }),
    );
  });

  it('is to be read anew where the event corrects or retracts another one', () => {
    for (const amendment of [retraction('e0', SUBJECT), correction('e0', SUBJECT, {})]) {
      const [first, added] = recorded(launched(10, 0), amendment);
      expect(first && added && knownWith(knownSet([first]), added)).toBeUndefined();
    }
  });
});
