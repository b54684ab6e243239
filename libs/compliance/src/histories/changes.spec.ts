import { describe, expect, it } from '@jest/globals';

import type { JsonObject } from '#libs/ledger';
import {
  chronicleOf,
  corrected,
  on,
  retracted,
  seen,
  sourced,
  type Told,
} from '../testing/chronicle.js';
import { changesBetween } from './changes.js';

const seedance = on('systems/seedance-2.0');
const bytedance = on('companies/bytedance');
const instrument = on('instruments/cn-algo-2021');

const TITLE = { en: 'A duty', zh: '义务' };
const FILING: JsonObject = {
  obligation: 'cn-algo-24-1',
  title: TITLE,
  provision: '24(1)',
  binds: 'system',
  kind: 'standing',
  appliesWhen: { fact: 'available', is: true },
  inForce: { from: '2022-03-01' },
  due: { within: 10, unit: 'working-day', calendar: 'cn', count: 'next-day' },
  satisfiedBy: [{ type: 'algorithm.registered' }],
  force: 'binding',
  grade: 'text',
};
const NOTICE: JsonObject = {
  year: 2026,
  daysOff: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
  workingWeekendDays: ['2026-02-14', '2026-02-28'],
  notice: '国务院办公厅关于2026年部分节假日安排的通知',
};

const RULES: readonly Told[] = [
  on('calendars/cn')('calendar.published', '2025-11-04', NOTICE),
  instrument('instrument.published', '2022-01-04', { timeZone: 'Asia/Shanghai' }),
  instrument('obligation.defined', '2022-01-04', FILING),
  bytedance('company.registered', '2012-03-09', { name: { en: 'ByteDance' }, jurisdiction: 'CN' }),
  seedance('system.introduced', '2026-02-07', {
    company: 'bytedance',
    name: { en: 'Seedance 2.0' },
    kind: 'model',
  }),
];
/** Positions 1 to 5. */
const BEFORE = RULES.length;

/** The changes of Seedance's duties, each in one line. */
function changes(
  story: readonly Told[],
  from: readonly [string, number],
  to: readonly [string, number],
) {
  const chronicle = chronicleOf(...RULES, ...story);
  const subject = sourced(chronicle, 'systems/seedance-2.0');
  return changesBetween(chronicle, subject, seen(...from), seen(...to)).map(
    ({ obligation, before, after, cause, events }) => [
      obligation,
      before.status,
      after.status,
      cause,
      events.map(({ position }) => position),
    ],
  );
}

const LAUNCH = seedance('system.launched', '2026-02-12', {}, 'launch');

describe('what changed between two points of view', () => {
  it('is nothing where both say the same', () => {
    expect(changes([LAUNCH], ['2026-02-13', 6], ['2026-02-20', 6])).toEqual([]);
  });

  it('is a new fact where it was recorded in between', () => {
    expect(changes([LAUNCH], ['2026-02-13', BEFORE], ['2026-02-13', 6])).toEqual([
      ['cn-algo-24-1', 'unknown', 'pending', 'new-fact', [6]],
    ]);
  });

  it('is a new fact where it takes effect in between, however long it had been announced', () => {
    expect(changes([LAUNCH], ['2026-02-11', 6], ['2026-02-13', 6])).toEqual([
      ['cn-algo-24-1', 'unknown', 'pending', 'new-fact', [6]],
    ]);
  });

  it('is time where a due date passes', () => {
    expect(changes([LAUNCH], ['2026-03-04', 6], ['2026-03-05', 6])).toEqual([
      ['cn-algo-24-1', 'pending', 'unevidenced', 'time-passed', []],
    ]);
  });

  it('is time where a due date passes while other things are recorded and happen', () => {
    const more = [
      seedance('measure.adopted', '2026-03-01', { measure: 'label.explicit' }),
      bytedance('company.described', '2026-03-02', { facts: { 'content-platform': true } }),
    ];
    expect(changes([LAUNCH, ...more], ['2026-02-13', 6], ['2026-03-05', 8])).toEqual([
      ['cn-algo-24-1', 'pending', 'unevidenced', 'time-passed', []],
    ]);
  });

  it('is the launch, not time, where the launch and the due date both lie in between', () => {
    expect(changes([LAUNCH], ['2026-02-11', 6], ['2026-03-05', 6])).toEqual([
      ['cn-algo-24-1', 'unknown', 'unevidenced', 'new-fact', [6]],
    ]);
  });

  it('is a correction where a date is put right, and its day counts anew', () => {
    const earlier = corrected('launch', LAUNCH.subject, { time: '2026-02-02T00:00:00+08:00' });
    const introduced = corrected('event-5', LAUNCH.subject, { time: '2026-01-01T00:00:00+08:00' });
    const story = [LAUNCH, introduced, earlier];
    expect(changes(story, ['2026-03-04', 6], ['2026-03-04', 8])).toEqual([
      ['cn-algo-24-1', 'pending', 'unevidenced', 'correction', [8]],
    ]);
  });

  it('is a correction where a claim is taken back', () => {
    const story = [LAUNCH, retracted('launch', LAUNCH.subject)];
    expect(changes(story, ['2026-02-13', 6], ['2026-02-13', 7])).toEqual([
      ['cn-algo-24-1', 'pending', 'unknown', 'correction', [7]],
    ]);
  });

  it('is a rule change where the rule is amended, suspended or repealed', () => {
    const amended = instrument('obligation.amended', '2026-02-20', {
      obligation: 'cn-algo-24-1',
      due: { within: 1, unit: 'day' },
    });
    expect(changes([LAUNCH, amended], ['2026-02-21', 6], ['2026-02-21', 7])).toEqual([
      ['cn-algo-24-1', 'pending', 'unevidenced', 'rule-change', [7]],
    ]);
    expect(changes([LAUNCH, amended], ['2026-02-19', 7], ['2026-02-21', 7])).toEqual([
      ['cn-algo-24-1', 'pending', 'unevidenced', 'rule-change', [7]],
    ]);
    const repealed = instrument('instrument.repealed', '2026-02-20');
    expect(changes([LAUNCH, repealed], ['2026-02-19', 7], ['2026-02-21', 7])).toEqual([
      ['cn-algo-24-1', 'pending', 'not-applicable', 'rule-change', [7]],
    ]);
  });

  it('is time where a rule comes into force on the day that it always said', () => {
    const later = instrument('obligation.defined', '2022-01-04', {
      ...FILING,
      obligation: 'cn-algo-26',
      inForce: { from: '2026-03-01' },
    });
    const story = [LAUNCH, later];
    expect(changes(story, ['2026-02-28', 7], ['2026-03-01', 7])).toEqual([
      ['cn-algo-26', 'not-applicable', 'pending', 'time-passed', []],
    ]);
  });

  it('is a calendar change where a year is published and the due date becomes firm', () => {
    const launch = seedance('system.launched', '2026-12-28');
    const published = on('calendars/cn')('calendar.published', '2026-11-10', {
      ...NOTICE,
      year: 2027,
      daysOff: ['2027-01-01'],
      workingWeekendDays: [],
    });
    const story = [launch, published];
    expect(changes(story, ['2026-12-29', 6], ['2026-12-29', 7])).toEqual([
      ['cn-algo-24-1', 'pending', 'pending', 'calendar-change', [7]],
    ]);
  });

  it('names every event that made a difference; the last of them is the cause', () => {
    const finding = bytedance(
      'enforcement.opened',
      '2026-02-15',
      { case: 'one', authority: 'CAC', measures: ['warning'], obligations: ['cn-algo-24-1'] },
      'case',
    );
    const story = [LAUNCH, finding, retracted('case', finding.subject)];
    expect(changes(story, ['2026-02-16', BEFORE], ['2026-02-16', 8])).toEqual([
      ['cn-algo-24-1', 'unknown', 'pending', 'correction', [6, 7, 8]],
    ]);
  });

  it('is the same asked backwards, with before and after exchanged', () => {
    expect(changes([LAUNCH], ['2026-02-13', 6], ['2026-02-13', BEFORE])).toEqual([
      ['cn-algo-24-1', 'pending', 'unknown', 'new-fact', [6]],
    ]);
    expect(changes([LAUNCH], ['2026-03-05', 6], ['2026-03-04', 6])).toEqual([
      ['cn-algo-24-1', 'unevidenced', 'pending', 'time-passed', []],
    ]);
  });
});
