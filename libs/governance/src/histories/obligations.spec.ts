import { describe, expect, it } from '@jest/globals';

import { knownSet } from '../known-set/known-set.js';
import {
  correction,
  INSTRUMENT,
  OBLIGATION,
  recorded,
  retraction,
  RULE,
  type Told,
} from '../testing/story.js';
import { calendarOf } from './calendars.js';
import { obligationsOf } from './obligations.js';

const onInstrument = (type: string, day: string, data: object = {}, id?: string): Told => ({
  type,
  subject: INSTRUMENT.subject,
  time: `${day}T00:00:00+08:00`,
  data,
  ...(id === undefined ? {} : { id }),
});
const at = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
const after = (...story: readonly Told[]) => obligationsOf(knownSet(recorded(...story)));

describe('the obligations of an instrument', () => {
  it('are its rules in the order of their ids, in its time zone', () => {
    const other = { ...OBLIGATION, id: 'other', data: { ...RULE, obligation: 'cn-label-10' } };
    const obligations = after(INSTRUMENT, OBLIGATION, other);
    expect(obligations.map(({ id, timeZone }) => [id, timeZone])).toEqual([
      ['cn-label-10', 'Asia/Shanghai'],
      ['cn-label-4', 'Asia/Shanghai'],
    ]);
    expect(after(INSTRUMENT)).toEqual([]);
    expect(after()).toEqual([]);
  });

  it('have a version from each event on that changes them', () => {
    const [label] = after(
      INSTRUMENT,
      OBLIGATION,
      onInstrument('obligation.amended', '2026-01-01', {
        obligation: 'cn-label-4',
        due: { within: 10, unit: 'day' },
      }),
      onInstrument('obligation.withdrawn', '2030-01-01', { obligation: 'cn-label-4' }),
    );
    expect(label?.versions).toMatchObject([
      { version: 1, from: at('2025-03-14'), to: at('2026-01-01'), because: [2] },
      { version: 2, from: at('2026-01-01'), to: at('2030-01-01'), because: [3] },
    ]);
    expect(label?.versions[0]?.rule).not.toHaveProperty('due');
    expect(label?.versions[1]?.rule).toMatchObject({ due: { within: 10, unit: 'day' } });
  });

  it('are amended after the fact by a correction, and forget a retracted amendment', () => {
    const amended = onInstrument(
      'obligation.amended',
      '2026-01-01',
      { obligation: 'cn-label-4', provision: '4(1)' },
      'amendment',
    );
    const moved = correction('amendment', INSTRUMENT.subject, {
      time: '2025-12-01T00:00:00+08:00',
    });
    expect(after(INSTRUMENT, OBLIGATION, amended, moved)[0]?.versions).toMatchObject([
      { version: 1, to: at('2025-12-01') },
      { version: 2, from: at('2025-12-01'), because: [3, 4] },
    ]);
    const taken = retraction('amendment', INSTRUMENT.subject);
    expect(after(INSTRUMENT, OBLIGATION, amended, taken)).toEqual(after(INSTRUMENT, OBLIGATION));
  });

  it('are out of force while the instrument is suspended, until resumed or until its last day', () => {
    const [label] = after(
      INSTRUMENT,
      OBLIGATION,
      onInstrument('instrument.suspended', '2025-11-10', { until: '2025-11-12' }),
      onInstrument('instrument.suspended', '2026-01-01'),
      onInstrument('instrument.resumed', '2026-02-01'),
    );
    expect(label?.outOfForce).toEqual([
      { from: at('2025-11-10'), to: at('2025-11-13'), because: [3] },
      { from: at('2026-01-01'), to: at('2026-02-01'), because: [4] },
    ]);
  });

  it('are out of force for good once the instrument is repealed', () => {
    const [label] = after(
      INSTRUMENT,
      OBLIGATION,
      onInstrument('instrument.repealed', '2030-01-01'),
      onInstrument('instrument.resumed', '2031-01-01'),
    );
    expect(label?.outOfForce).toEqual([{ from: at('2030-01-01'), to: Infinity, because: [3] }]);
  });
});

describe('a calendar', () => {
  const published = (year: number, day: string, daysOff: readonly string[]): Told => ({
    type: 'calendar.published',
    subject: 'calendars/cn',
    time: `${day}T00:00:00+08:00`,
    data: { year, daysOff, workingWeekendDays: [], notice: 'A notice.' },
  });

  it('has every year that is known, whatever its valid time, and the latest of each', () => {
    const known = knownSet(
      recorded(
        published(2027, '2030-01-01', ['2027-01-01']),
        published(2026, '2025-12-01', ['2026-01-02']),
        published(2026, '2025-11-04', ['2026-01-01']),
      ),
    );
    const calendar = calendarOf('cn', known);
    expect([...calendar.years]).toEqual([2026, 2027]);
    expect([...calendar.daysOff]).toEqual(['2026-01-02', '2027-01-01']);
    expect(calendarOf('cn', []).years.size).toBe(0);
  });
});
