import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#libs/ledger';
import { Stream } from './stream.js';
import { correction, incoming, introduction, retraction } from './testing/events.js';
import type { IncomingEvent } from './incoming-event.js';

const SUBJECT = 'systems/told';
const FEATURES = ['voice', 'video'] as const;

type Told = (earlier: readonly IncomingEvent[]) => IncomingEvent;

const feature = fc.constantFrom(...FEATURES);
const day = fc.integer({ min: 10, max: 28 }).map((date) => `2026-02-${date}T09:00:00+08:00`);
const chosen = fc.nat(1_000);

const happenings: fc.Arbitrary<Told> = fc.oneof(
  fc.tuple(feature, day).map(([name, time]): Told => {
    const data = { feature: name, capabilities: [] };
    return () => incoming('feature.launched', SUBJECT, data, { time });
  }),
  fc.tuple(feature, day).map(([name, time]): Told => {
    const data = { feature: name, reason: 'privacy', by: 'provider' };
    return () => incoming('feature.suspended', SUBJECT, data, { time });
  }),
  fc.tuple(feature, day).map(([name, time]): Told => {
    return () => incoming('feature.resumed', SUBJECT, { feature: name }, { time });
  }),
);
const amendments: fc.Arbitrary<Told> = fc.oneof(
  chosen.map(
    (choice): Told =>
      (earlier) =>
        retraction(one(earlier, choice)),
  ),
  chosen.map((choice): Told => (earlier) => {
    const event = one(earlier, choice);
    return correction(event, { ...event.data, note: 'misread' });
  }),
);
const stories = fc.array(fc.oneof({ weight: 4, arbitrary: happenings }, amendments), {
  maxLength: 12,
});

describe('a stream that grows', () => {
  it('is known and folds as one that is read whole, whatever is told when', () => {
    fc.assert(
      fc.property(stories, fc.boolean(), (story, asksBetween) => {
        const events = recorded(story);
        let grown = new Stream(SUBJECT, []);
        for (const event of events) {
          if (asksBetween) grown.state('systems');
          else grown.known();
          grown = grown.with(event);
        }
        const whole = new Stream(SUBJECT, events);
        expect(grown.known()).toEqual(whole.known());
        expect(grown.state('systems')).toEqual(whole.state('systems'));
        expect(grown.sequence).toBe(events.length);
        expect(grown.exists()).toBe(whole.exists());
      }),
    );
  });
});

function recorded(story: readonly Told[]): readonly RecordedEvent[] {
  const told: IncomingEvent[] = [introduction('told', 'teller')];
  for (const tell of story) told.push(tell(told));
  return told.map((event, index) => ({
    ...event,
    dataschema: `urn:edict:event:${event.type}:1`,
    actor: 'staff:wang',
    position: index + 1,
    sequence: index + 1,
    recordedtime: '2026-03-01T00:00:00.000Z',
  }));
}

function one(events: readonly IncomingEvent[], choice: number): IncomingEvent {
  const event = events[choice % events.length];
  if (event === undefined) throw new Error('a story begins with an introduction');
  return event;
}
