import { describe, expect, it } from '@jest/globals';
import { fold, knownSet } from '#libs/governance';
import type { RecordedEvent } from '#libs/ledger';
import fc from 'fast-check';
import { Stream } from './stream.js';

const DAY_MS = 24 * 3_600_000;
const START = Date.parse('2026-01-01T00:00:00Z');

/** An event of some day; what it changes depends on what stands before it. */
function eventOf({ day, kind }: { day: number; kind: number }, index: number): RecordedEvent {
  const time = new Date(START + day * DAY_MS).toISOString();
  const types = ['feature.launched', 'feature.suspended', 'measure.adopted', 'measure.withdrawn'];
  const type = types[kind % types.length] ?? '';
  const data = type.startsWith('feature')
    ? { feature: `f${kind}`, capabilities: ['dialogue'], by: 'provider', reason: 'Risk.' }
    : { measure: 'label.explicit', media: [kind < 4 ? 'video' : 'audio'] };
  return {
    source: 'urn:edict:test',
    id: String(index),
    type,
    subject: 'systems/folded',
    time,
    dataschema: `urn:edict:event:${type}:1`,
    data,
    actor: 'test',
    position: index + 1,
    sequence: index + 1,
    recordedtime: '2026-11-01T00:00:00.000Z',
  };
}

describe('the states of a stream that grows', () => {
  it('are what its events fold to, at any time and however they were asked for before', () => {
    const event = fc.record({ day: fc.nat(60), kind: fc.nat(7) });
    const asked = fc.array(fc.nat(62), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(event, asked), { maxLength: 40 }), (steps) => {
        let stream = new Stream('systems/folded', []);
        for (const [index, [given, days]] of steps.entries()) {
          stream = stream.with(eventOf(given, index));
          const known = knownSet(stream.events);
          for (const until of [...days.map((day) => START + day * DAY_MS), Infinity]) {
            const wanted = fold('systems', known, until);
            expect(stream.state('systems', until)).toEqual(wanted);
          }
          expect(stream.known()).toEqual(known);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are so beyond the events whose states are kept', () => {
    let stream = new Stream('systems/folded', []);
    for (let index = 0; index < 300; index += 1) {
      const day = (index * 37) % 50;
      stream = stream.with(eventOf({ day, kind: index % 8 }, index));
      stream.state('systems', START + day * DAY_MS);
    }
    const known = knownSet(stream.events);
    for (let day = 0; day < 50; day += 7) {
      const until = START + day * DAY_MS;
      expect(stream.state('systems', until)).toEqual(fold('systems', known, until));
    }
  });
});
