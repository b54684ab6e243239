import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CAUSES, causeOf, explainChange, type Taken } from './cause.js';

const EVENTS = {
  launch: { type: 'system.launched', subject: 'systems/seedance-2.0' },
  finding: { type: 'enforcement.opened', subject: 'companies/bytedance' },
  correction: { type: 'event.corrected', subject: 'systems/seedance-2.0' },
  retraction: { type: 'event.retracted', subject: 'systems/seedance-2.0' },
  amendment: { type: 'obligation.amended', subject: 'instruments/cn-label-2025' },
  suspension: { type: 'instrument.suspended', subject: 'instruments/cn-label-2025' },
  calendar: { type: 'calendar.published', subject: 'calendars/cn' },
  correctedRule: { type: 'event.corrected', subject: 'instruments/cn-label-2025' },
};
type Name = keyof typeof EVENTS;
type Event = (typeof EVENTS)[Name];

const isSame = (one: string, other: string): boolean => one === other;
const then = (name: Name, answer: string): Taken<Event, string> => ({
  event: EVENTS[name],
  answer,
});

describe('what an event is to those whose statuses it changes', () => {
  it.each([
    ['launch', 'new-fact'],
    ['finding', 'new-fact'],
    ['correction', 'correction'],
    ['retraction', 'correction'],
    ['amendment', 'rule-change'],
    ['suspension', 'rule-change'],
    ['calendar', 'calendar-change'],
    ['correctedRule', 'correction'],
  ] as const)('%s is a %s', (name, cause) => {
    expect(causeOf(EVENTS[name])).toBe(cause);
  });
});

describe('the cause of a change', () => {
  it('is time where nothing is taken besides', () => {
    expect(explainChange('unevidenced', [], isSame)).toEqual({ cause: 'time-passed', events: [] });
  });

  it('is time where what is taken besides makes no difference', () => {
    const taken = [then('launch', 'unevidenced'), then('calendar', 'unevidenced')];
    expect(explainChange('unevidenced', taken, isSame).cause).toBe('time-passed');
  });

  it('is time where what is taken besides undoes itself', () => {
    const taken = [then('launch', 'met'), then('retraction', 'unevidenced')];
    expect(explainChange('unevidenced', taken, isSame)).toEqual({
      cause: 'time-passed',
      events: [],
    });
  });

  it('is the one event that changes the answer, whatever else is taken', () => {
    const taken = [
      then('finding', 'not-applicable'),
      then('launch', 'pending'),
      then('amendment', 'pending'),
    ];
    expect(explainChange('not-applicable', taken, isSame)).toEqual({
      cause: 'new-fact',
      events: [EVENTS.launch],
    });
  });

  it('is the last of several that do, and all of them are named', () => {
    const taken = [
      then('launch', 'pending'),
      then('calendar', 'unevidenced'),
      then('finding', 'unevidenced'),
      then('correction', 'met'),
    ];
    expect(explainChange('not-applicable', taken, isSame)).toEqual({
      cause: 'correction',
      events: [EVENTS.launch, EVENTS.calendar, EVENTS.correction],
    });
  });

  it('is never time where the events leave another answer, and always names the last change', () => {
    const answers = fc.constantFrom('met', 'pending', 'unevidenced');
    const names = fc.constantFrom(...(Object.keys(EVENTS) as Name[]));
    const steps = fc.array(fc.tuple(names, answers));
    fc.assert(
      fc.property(answers, steps, (without, story) => {
        const taken = story.map(([name, answer]) => then(name, answer));
        const { cause, events } = explainChange(without, taken, isSame);
        const last = taken.at(-1)?.answer ?? without;
        expect(CAUSES).toContain(cause);
        expect(cause === 'time-passed').toBe(last === without);
        expect(events.length === 0).toBe(last === without);
        const decisive = taken.findLast(
          ({ answer }, index) => answer !== (taken[index - 1]?.answer ?? without),
        );
        if (last !== without) expect(events.at(-1)).toBe(decisive?.event);
      }),
    );
  });
});
