/** The cases that a compliance desk would ask first. */
import { describe, expect, it } from '@jest/globals';
import { workingCalendar } from '#libs/rulebook';
import { YEARS } from './china.js';
import { amended, defined, fact, happened, instant, Scenario, span } from './scenario.js';

const WORKING_DAYS = { unit: 'working-day', calendar: 'cn', count: 'next-day' };
const FILING = defined({ due: { ...WORKING_DAYS, within: 10 } });

function launchedOn(date: string, filedOn?: string): Scenario {
  return new Scenario(
    {
      facts: { available: fact([date, true]) },
      events: filedOn === undefined ? [] : happened([filedOn, 'filed']),
    },
    FILING,
  );
}

describe('filing within ten working days of launch', () => {
  it('is met on the last day', () => {
    const system = launchedOn('2026-09-23', '2026-10-14');
    expect(system.statuses('2026-09-22', '2026-09-23', '2026-10-13', '2026-10-15')).toEqual([
      'unknown',
      'pending',
      'pending',
      'met',
    ]);
    expect(system.at('2026-10-15')).toMatchObject({
      dueOn: '2026-10-14',
      metAt: instant('2026-10-14'),
      because: [1],
    });
  });

  it('is unevidenced from the midnight after the last day, then met late', () => {
    const system = launchedOn('2026-09-23', '2026-10-15');
    const midnight = '2026-10-15T00:00:00+08:00';
    expect(system.statuses('2026-10-14T23:59:59+08:00', midnight, '2026-10-15')).toEqual([
      'pending',
      'unevidenced',
      'met',
    ]);
    expect(system.at('2026-10-16')).toMatchObject({ status: 'met', dueAt: instant(midnight) });
  });

  it('is late on a day that counting weekdays calls on time', () => {
    const system = launchedOn('2026-10-09', '2026-10-23');
    expect(system.at('2026-10-22').dueOn).toBe('2026-10-22');
    expect(system.statuses('2026-10-22', '2026-10-23T09:00:00+08:00')).toEqual([
      'pending',
      'unevidenced',
    ]);
  });

  it('stays pending and provisional into an unpublished year, until it is published', () => {
    const facts = { available: fact(['2026-12-18', true]) };
    const before = new Scenario({ facts }, FILING);
    expect(before.at('2028-01-01')).toMatchObject({
      status: 'pending',
      dueOn: '2027-01-04',
      provisional: true,
    });
    const year = { year: 2027, daysOff: ['2027-01-01'], workingWeekendDays: ['2027-01-02'] };
    const calendars = new Map([['cn', workingCalendar('cn', [...YEARS, year])]]);
    const after = new Scenario({ facts, calendars }, FILING);
    expect(after.at('2027-01-02')).toMatchObject({ status: 'pending', dueOn: '2027-01-02' });
    expect(after.at('2027-01-02')).not.toHaveProperty('provisional');
    expect(after.at('2027-01-04').status).toBe('unevidenced');
  });
});

describe('what happens to a filing', () => {
  it('breaches the display duty when the number is taken down, and not before', () => {
    const display = (outcome: string) => ({ measure: 'number.display', outcome });
    const rule = defined({
      appliesWhen: { fact: 'registered', is: true },
      satisfiedBy: [{ type: 'measure.adopted', where: { measure: 'number.display' } }],
      breachedBy: [{ type: 'measure.withdrawn', where: { measure: 'number.display' } }],
    });
    const system = new Scenario(
      {
        facts: { registered: fact(['2026-01-10', true]) },
        events: happened(
          ['2026-01-12', 'measure.adopted', display('pass')],
          ['2026-03-12', 'measure.withdrawn', display('pass')],
          ['2026-03-20', 'measure.adopted', display('pass')],
        ),
      },
      rule,
    );
    expect(
      system.statuses('2026-01-11', '2026-03-12T11:59:59+08:00', '2026-03-12', '2026-03-20'),
    ).toEqual(['pending', 'met', 'breached', 'met']);
  });

  it('leaves deregistration unevidenced twenty working days after the service ended', () => {
    const rule = defined({
      kind: 'reactive',
      trigger: [{ type: 'system.terminated' }],
      satisfiedBy: [{ type: 'algorithm.cancellation-submitted' }],
      due: { ...WORKING_DAYS, within: 20 },
    });
    const system = new Scenario(
      {
        facts: { available: fact(['2026-01-10', true], ['2026-09-23', false]) },
        events: happened(['2026-09-23', 'system.terminated']),
      },
      rule,
    );
    expect(system.at('2026-10-28')).toMatchObject({ status: 'pending', dueOn: '2026-10-28' });
    expect(system.at('2026-10-29')).toMatchObject({ status: 'unevidenced', because: [1] });
  });

  it('turns from one route to the other when a registered model is tuned', () => {
    const facts = {
      source: fact(['2026-03-02', 'filed-api'], ['2026-06-01', 'fine-tuned']),
    };
    const events = happened(['2026-03-10', 'service-filing.granted', { kind: 'registration' }]);
    const route = (source: string, kind: string) =>
      new Scenario(
        { facts, events },
        defined({
          appliesWhen: { fact: 'source', is: source },
          satisfiedBy: [{ type: 'service-filing.granted', where: { kind } }],
        }),
      ).statuses('2026-05-01', '2026-07-01');
    expect(route('filed-api', 'registration')).toEqual(['met', 'not-applicable']);
    expect(route('fine-tuned', 'filing')).toEqual(['not-applicable', 'pending']);
  });
});

describe('a rule whose dates move', () => {
  const annex = (from: string) => ({ inForce: { from } });
  const system = (...moved: Parameters<typeof amended>[]) =>
    new Scenario(
      {
        facts: { available: fact(['2025-01-01', true]) },
        timeZone: 'Europe/Brussels',
      },
      defined(annex('2026-08-02'), '2024-07-12'),
      ...moved.map((move) => amended(...move)),
    );

  it('binds from the old date as long as nothing else is known', () => {
    expect(system().statuses('2026-07-01', '2026-08-03')).toEqual(['not-applicable', 'pending']);
  });

  it('binds from the new date once the amendment is known, at every later time', () => {
    const known = system(['2026-07-27', annex('2027-12-02')]);
    expect(known.statuses('2026-07-01', '2026-08-03', '2027-12-01', '2027-12-03')).toEqual([
      'not-applicable',
      'not-applicable',
      'not-applicable',
      'pending',
    ]);
    expect(known.at('2026-07-01').ruleVersion).toBe(1);
    expect(known.at('2026-08-03').ruleVersion).toBe(2);
  });

  it('is out of force while its instrument is suspended and in force again after', () => {
    const affiliates = new Scenario(
      {
        facts: { available: fact(['2025-01-01', true]) },
        timeZone: 'America/New_York',
        outOfForce: [span('2025-11-10T00:00:00-05:00', '2026-11-10T00:00:00-05:00', 7)],
      },
      defined({ inForce: { from: '2025-09-29' } }),
    );
    expect(affiliates.statuses('2025-10-15', '2026-03-01', '2026-11-23')).toEqual([
      'pending',
      'not-applicable',
      'pending',
    ]);
    expect(affiliates.at('2026-03-01').because).toEqual([7]);
  });

  it('keeps its history when its articles are renumbered', () => {
    const renumbered = new Scenario(
      { facts: { available: fact(['2025-12-01', true]) } },
      defined({ provision: '21', due: { within: 60, unit: 'day' } }),
      amended('2026-01-01', { provision: '23' }),
    );
    expect(renumbered.at('2025-12-15')).toMatchObject({ ruleVersion: 1, dueOn: '2026-01-30' });
    expect(renumbered.at('2026-01-15')).toMatchObject({ ruleVersion: 2, dueOn: '2026-01-30' });
  });

  it('binds a service above the threshold from the day that the rule is in force', () => {
    const companion = new Scenario(
      { facts: { users: fact(['2026-06-01', 90_000], ['2026-07-14', 100_000]) } },
      defined({
        appliesWhen: { fact: 'users', atLeast: 100_000 },
        inForce: { from: '2026-07-15' },
        due: { within: 30, unit: 'day' },
      }),
    );
    expect(companion.at('2026-07-14').status).toBe('not-applicable');
    expect(companion.at('2026-07-15')).toMatchObject({ status: 'pending', dueOn: '2026-08-14' });
  });
});

describe('one incident under many clocks', () => {
  const occurred = '2026-12-20T10:00:00+08:00';
  const clock = (timeZone: string, from: string, within: number, unit: string) =>
    new Scenario(
      {
        facts: { available: fact(['2025-01-01', true]) },
        events: happened([occurred, 'incident.occurred', { incident: 'i-1' }]),
        timeZone,
      },
      defined({
        kind: 'reactive',
        inForce: { from },
        trigger: [{ type: 'incident.occurred' }],
        satisfiedBy: [{ type: 'incident.reported' }],
        key: 'incident',
        due: { within, unit },
      }),
    ).at('2026-12-20T12:00:00+08:00');

  it('is due under each in its own zone, and under none that is not in force yet', () => {
    expect(clock('Asia/Shanghai', '2025-11-01', 4, 'hour').dueAt).toBe(
      instant('2026-12-20T14:00:00+08:00'),
    );
    expect(clock('Europe/Brussels', '2026-08-02', 15, 'day').dueOn).toBe('2027-01-04');
    expect(clock('America/Los_Angeles', '2026-01-01', 15, 'day').dueOn).toBe('2027-01-03');
    expect(clock('America/New_York', '2027-01-01', 72, 'hour').status).toBe('not-applicable');
  });
});

describe('late news', () => {
  it('moves the launch back, and with it the due date', () => {
    const asFirstKnown = launchedOn('2026-09-23');
    const asCorrected = launchedOn('2026-09-18');
    expect(asFirstKnown.at('2026-10-12')).toMatchObject({ status: 'pending', dueOn: '2026-10-14' });
    expect(asCorrected.at('2026-10-12')).toMatchObject({
      status: 'unevidenced',
      dueOn: '2026-10-09',
    });
  });
});
