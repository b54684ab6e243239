import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Place } from '#libs/compliance';
import { retracted } from '../registers/registers-fixture.js';
import { ACME, DeadlinesFixture, PAINTER } from './deadlines-fixture.js';

const DUE = { dueOn: '2026-01-11', dueAt: '2026-01-11T16:00:00Z' };

let fixture: DeadlinesFixture;
beforeAll(async () => {
  fixture = await DeadlinesFixture.open();
});
afterAll(() => fixture.close());

const named = async (...asked: Parameters<DeadlinesFixture['rows']>) =>
  (await fixture.rows(...asked)).map(
    ({ kind, subject, obligation, dueOn }) => `${dueOn} ${kind} ${subject} ${obligation ?? ''}`,
  );

describe('An obligation', () => {
  it('is due on its day, with all that a reader needs', async () => {
    await fixture.stand({ ...DUE, provisional: true });
    expect(await fixture.rows('2026-01-10T00:00:00Z')).toEqual([
      {
        kind: 'obligation',
        company: 'acme',
        subject: PAINTER,
        obligation: 'label',
        title: { en: 'Label it', zh: '标识' },
        dueOn: '2026-01-11',
        dueAt: '2026-01-11T16:00:00.000Z',
        status: 'pending',
        daysLeft: 1,
        provisional: true,
        because: [
          expect.objectContaining({ position: 2, type: 'obligation.defined' }),
          {
            position: 9,
            type: 'system.introduced',
            time: '2026-01-01T09:00:00+08:00',
            recordedtime: expect.stringMatching(/^20.*Z$/),
          },
        ],
      },
    ]);
  });

  it('is looked for as far ahead as is asked, in the time zone of its instrument', async () => {
    await fixture.stand(DUE, { ...DUE, obligation: 'report', dueAt: '2026-01-12T05:00:00Z' });
    const ahead = async (validAt: string, count: number, unit: 'd' | 'w' | 'm' = 'd') =>
      (await fixture.rows(validAt, { within: { count, unit } })).map((row) => row.obligation);
    // Nine o’clock in the evening of 9 January in New York is 10 January in Beijing.
    expect(await ahead('2026-01-10T02:00:00Z', 1)).toEqual(['label']);
    expect(await ahead('2026-01-10T02:00:00Z', 2)).toEqual(['label', 'report']);
    expect(await ahead('2026-01-10T05:00:00Z', 1)).toEqual(['label', 'report']);
    expect(await ahead('2026-01-03T12:00:00Z', 1, 'w')).toEqual([]);
    expect(await ahead('2026-01-04T12:00:00Z', 1, 'w')).toEqual(['label', 'report']);
    expect(await ahead('2025-12-10T12:00:00Z', 1, 'm')).toEqual([]);
    await fixture.stand({ ...DUE, from: '2025-01-01' });
    expect(await ahead('2025-12-10T12:00:00Z', 1, 'm')).toEqual([]);
    expect(await ahead('2025-12-11T12:00:00Z', 1, 'm')).toEqual(['label']);
  });

  it('has days left by the calendar there, and less than none once it is late', async () => {
    const left = async (validAt: string) => (await fixture.rows(validAt))[0]?.daysLeft;
    await fixture.stand({ ...DUE, status: 'unevidenced' });
    expect(await left('2026-01-10T15:59:59Z')).toBe(1);
    expect(await left('2026-01-10T16:00:00Z')).toBe(0);
    expect(await left('2026-01-11T16:00:00Z')).toBe(-1);
    expect(await left('2026-03-11T16:00:00Z')).toBe(-60);
    // Due at noon: late in the afternoon of the same day.
    await fixture.stand({ ...DUE, dueAt: '2026-01-11T04:00:00Z', status: 'unevidenced' });
    expect(await left('2026-01-11T03:59:59Z')).toBe(0);
    expect(await left('2026-01-11T04:00:00Z')).toBe(-1);
  });

  it('stays there once it is past due, however long ago', async () => {
    await fixture.stand({ ...DUE, status: 'unevidenced' });
    expect(await named('2036-01-01T00:00:00Z', { within: { count: 1, unit: 'd' } })).toEqual([
      `2026-01-11 obligation ${PAINTER} label`,
    ]);
  });

  it('is not due where it is met, unknown, breached, waived or has no day', async () => {
    await fixture.stand(
      { ...DUE, status: 'met' },
      { ...DUE, obligation: 'answer', status: 'unknown' },
      { ...DUE, obligation: 'audit', status: 'breached' },
      { ...DUE, obligation: 'report', status: 'waived' },
      { subject: ACME, status: 'pending' },
    );
    expect(await named('2026-01-10T00:00:00Z')).toEqual([]);
  });

  it('that recurs is due again while it is met', async () => {
    const met = { ...DUE, obligation: 'audit', status: 'met', metAt: '2025-12-01T00:00:00Z' };
    await fixture.stand(met);
    expect(await fixture.rows('2026-01-10T00:00:00Z')).toMatchObject([
      { obligation: 'audit', status: 'met', daysLeft: 1 },
    ]);
    expect(await named('2026-01-10T00:00:00Z', { status: 'pending' })).toEqual([]);
    expect(await named('2026-01-10T00:00:00Z', { status: 'met' })).toHaveLength(1);
  });

  it('says whether it is of an authority and whether its term is the house’s own', async () => {
    await fixture.stand({ ...DUE, obligation: 'answer' });
    expect(await fixture.rows('2026-01-10T00:00:00Z')).toMatchObject([
      { expectation: true, house: true },
    ]);
  });

  it('is what was so and known then', async () => {
    await fixture.stand(
      { ...DUE, from: '2026-01-01', to: '2026-01-05', knownFrom: 5, knownTo: 8 },
      { ...DUE, dueOn: '2026-01-20', from: '2026-01-01', to: '2026-01-05', knownFrom: 8 },
    );
    expect(await named('2026-01-03T00:00:00Z', {}, 7)).toEqual([
      `2026-01-11 obligation ${PAINTER} label`,
    ]);
    expect(await named('2026-01-03T00:00:00Z', {}, 8)).toEqual([
      `2026-01-20 obligation ${PAINTER} label`,
    ]);
    expect(await named('2026-01-03T00:00:00Z', {}, 4)).toEqual([]);
    expect(await named('2026-01-05T00:00:00Z', {}, 8)).toEqual([]);
  });
});

describe('The day that the house set', () => {
  let companys: number;
  beforeAll(async () => {
    companys = await fixture.tell('duty.assigned', ACME, '2026-01-02T00:00:00+08:00', {
      obligation: 'label',
      owner: 'Legal',
      houseDueOn: '2026-01-08',
    });
  });

  it('stands beside the law’s, for every system that the company’s assignment concerns', async () => {
    await fixture.stand(DUE, { ...DUE, subject: 'systems/other' });
    const rows = await fixture.rows('2026-01-09T00:00:00Z');
    expect(rows.map(({ kind, dueOn, subject, owner }) => [dueOn, kind, subject, owner])).toEqual([
      ['2026-01-08', 'house', 'systems/other', 'Legal'],
      ['2026-01-08', 'house', PAINTER, 'Legal'],
      ['2026-01-11', 'obligation', 'systems/other', 'Legal'],
      ['2026-01-11', 'obligation', PAINTER, 'Legal'],
    ]);
    expect(rows[0]).toMatchObject({ status: 'pending', daysLeft: -1, house: true });
    expect(rows[0]).not.toHaveProperty('dueAt');
    expect(rows[0]?.because.map(({ position }) => position)).toEqual([2, 9, companys]);
  });

  it('gives way to the day of the system itself', async () => {
    await fixture.tell('duty.assigned', PAINTER, '2026-01-03T00:00:00+08:00', {
      obligation: 'label',
      owner: 'Studio',
      houseDueOn: '2026-01-09',
    });
    await fixture.stand(DUE, { ...DUE, subject: 'systems/other' });
    const rows = await fixture.rows('2026-01-09T00:00:00Z', { kind: 'house' });
    expect(rows.map(({ dueOn, subject, owner }) => [dueOn, subject, owner])).toEqual([
      ['2026-01-08', 'systems/other', 'Legal'],
      ['2026-01-09', PAINTER, 'Studio'],
    ]);
  });

  it('is none where the duty is met, waived or does not apply', async () => {
    await fixture.stand({ ...DUE, status: 'met' });
    expect(await named('2026-01-09T00:00:00Z', { kind: 'house' })).toEqual([]);
    await fixture.stand({ ...DUE, status: 'waived' });
    expect(await named('2026-01-09T00:00:00Z', { kind: 'house' })).toEqual([]);
    await fixture.stand();
    expect(await named('2026-01-09T00:00:00Z', { kind: 'house' })).toEqual([]);
    for (const status of ['pending', 'unevidenced', 'unknown', 'breached']) {
      await fixture.stand({ status });
      expect(await fixture.rows('2026-01-09T00:00:00Z', { kind: 'house' })).toMatchObject([
        { status, dueOn: '2026-01-09' },
      ]);
    }
  });

  it('is there for the next time of a recurring duty, not for the last', async () => {
    await fixture.tell('duty.assigned', PAINTER, '2026-01-03T00:00:00+08:00', {
      obligation: 'audit',
      owner: 'Audit',
      houseDueOn: '2026-01-20',
    });
    const met = { obligation: 'audit', status: 'met', dueOn: '2026-12-31' };
    await fixture.stand({ ...met, metAt: '2026-01-19T15:59:59Z' });
    expect(await named('2026-01-19T16:00:00Z', { kind: 'house' })).toHaveLength(1);
    await fixture.stand({ ...met, metAt: '2026-01-19T16:00:00Z' });
    expect(await named('2026-01-19T16:00:00Z', { kind: 'house' })).toEqual([]);
  });
});

describe('The order of an authority', () => {
  const CASE = 'cac-1';

  beforeAll(async () => {
    await fixture.stand();
    await fixture.tell('enforcement.opened', PAINTER, '2026-02-01T00:00:00+08:00', {
      case: CASE,
      authority: 'CAC',
      measures: ['interview', 'rectification-order'],
      obligations: ['label'],
      dueOn: '2026-02-10',
    });
  });

  it('is due on its day while the case is open', async () => {
    expect(await fixture.rows('2026-02-05T00:00:00Z', { kind: 'case' })).toEqual([
      {
        kind: 'case',
        company: 'acme',
        subject: PAINTER,
        case: CASE,
        title: {
          en: 'Order of CAC: Interview, Order to correct',
          zh: 'CAC要求：约谈、责令限期改正',
        },
        dueOn: '2026-02-10',
        status: 'pending',
        daysLeft: 5,
        because: [expect.objectContaining({ type: 'enforcement.opened' })],
      },
    ]);
    expect(await named('2026-01-31T15:59:59Z', { kind: 'case' })).toEqual([]);
  });

  it('is unevidenced from the day after, and moves where it is amended', async () => {
    const status = async (validAt: string) =>
      (await fixture.rows(validAt, { kind: 'case' })).map((row) => [row.status, row.daysLeft]);
    expect(await status('2026-02-10T15:59:59Z')).toEqual([['pending', 0]]);
    expect(await status('2026-02-10T16:00:00Z')).toEqual([['unevidenced', -1]]);
    await fixture.tell('enforcement.amended', PAINTER, '2026-02-09T00:00:00+08:00', {
      case: CASE,
      dueOn: '2026-02-12',
    });
    expect(await status('2026-02-10T16:00:00Z')).toEqual([['pending', 1]]);
    expect(await status('2026-02-08T00:00:00Z')).toEqual([['pending', 2]]);
  });

  it('is none once the case is closed', async () => {
    await fixture.tell('enforcement.closed', PAINTER, '2026-02-11T00:00:00+08:00', {
      case: CASE,
      outcome: 'rectified',
    });
    expect(await named('2026-02-10T15:59:59Z', { kind: 'case' })).toHaveLength(1);
    expect(await named('2026-02-10T16:00:00Z', { kind: 'case' })).toEqual([]);
  });
});

describe('The end of a waiver', () => {
  beforeAll(async () => {
    const waived = (until: string | undefined, obligation: string, id: string) =>
      fixture.tell(
        'obligation.waived',
        PAINTER,
        '2026-03-01T00:00:00+08:00',
        { obligation, by: 'CAC', reason: 'A pilot.', ...(until === undefined ? {} : { until }) },
        id,
      );
    await waived('2026-03-31', 'label', 'waiver-day');
    await waived('2026-04-01T12:00:00+08:00', 'answer', 'waiver-instant');
    await waived(undefined, 'audit', 'waiver-open');
    await waived('2026-03-31', 'report', 'waiver-us');
    await waived('2026-04-01T00:00:00+08:00', 'label', 'waiver-midnight');
  });

  it('is its last day in the time zone of the law', async () => {
    const rows = await fixture.rows('2026-03-20T00:00:00Z', { kind: 'waiver-end' });
    expect(rows.map((row) => [row.obligation, row.dueOn, row.dueAt, row.daysLeft])).toEqual([
      ['label', '2026-03-31', '2026-03-31T16:00:00.000Z', 11],
      ['label', '2026-03-31', '2026-03-31T16:00:00.000Z', 11],
      ['report', '2026-03-31', '2026-04-01T04:00:00.000Z', 12],
      ['answer', '2026-04-01', '2026-04-01T04:00:00.000Z', 12],
    ]);
    expect(rows[0]).toMatchObject({
      status: 'waived',
      title: { en: 'Waiver ends: Label it', zh: '豁免到期：标识' },
      owner: 'Studio',
    });
  });

  it('is none before it was granted, after it ended, and once it was taken back', async () => {
    const kinds = { kind: 'waiver-end' } as const;
    const obligations = async (validAt: string) =>
      (await fixture.rows(validAt, kinds)).map((row) => row.obligation);
    expect(await obligations('2026-02-28T15:59:59Z')).toEqual([]);
    expect(await obligations('2026-03-31T15:59:59Z')).toEqual([
      'label',
      'label',
      'report',
      'answer',
    ]);
    expect(await obligations('2026-03-31T16:00:00Z')).toEqual(['report', 'answer']);
    expect(await obligations('2026-04-01T04:00:00Z')).toEqual([]);
    await fixture.registers.tell([retracted('waiver-us', PAINTER)]);
    expect(await obligations('2026-03-20T00:00:00Z')).toEqual(['label', 'label', 'answer']);
    await fixture.tell('waiver.ended', PAINTER, '2026-03-10T00:00:00+08:00', {
      obligation: 'label',
    });
    expect(await obligations('2026-03-20T00:00:00Z')).toEqual(['answer']);
    expect(await obligations('2026-03-09T00:00:00Z')).toContain('label');
  });

  it('is waived and nothing else', async () => {
    expect(await named('2026-03-20T00:00:00Z', { status: 'waived' })).toHaveLength(1);
    expect(await named('2026-03-20T00:00:00Z', { status: 'pending' })).toEqual([]);
  });
});

describe('The list of all deadlines', () => {
  const MOMENT = '2026-03-05T00:00:00Z';

  beforeAll(async () => {
    const statuses = ['pending', 'unevidenced', 'met', 'unknown'];
    const rows = ['acme', 'bolt'].flatMap((company, place) =>
      Array.from({ length: 24 }, (_, index) => ({
        company,
        subject: index % 3 === 0 ? `companies/${company}` : `systems/${company}-${index % 5}`,
        obligation: ['label', 'audit', 'report', 'answer', `other-${index}`][index % 5] ?? '',
        status: statuses[(index + place) % statuses.length] ?? '',
        dueOn: `2026-03-0${1 + (index % 4)}`,
        dueAt: '2026-03-06T00:00:00Z',
      })),
    );
    const unique = new Map(rows.map((row) => [`${row.subject} ${row.obligation}`, row]));
    await fixture.stand(...unique.values());
  });

  it('stands by day, then by what it is about', async () => {
    const rows = await fixture.found(MOMENT);
    const places = rows.map(({ place }) =>
      [place.dueOn, place.subject, place.thing, place.kind].join(' '),
    );
    expect(places.length).toBeGreaterThan(15);
    expect(new Set(rows.map(({ row }) => row.kind)).size).toBe(3);
    expect(places).toEqual([...places].sort());
  });

  it('gives each once over all pages, whatever their size and the filter', async () => {
    const filters = fc.constantFrom(
      {},
      { company: 'acme' },
      { status: 'unevidenced' as const },
      { kind: 'house' as const },
      { kind: 'obligation' as const, company: 'bolt' },
    );
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 9 }), async (selection, limit) => {
        const asOf = await fixture.asOf(MOMENT);
        const within = { count: 30, unit: 'd' } as const;
        const parts: object[] = [];
        let after: Place | undefined;
        do {
          const request = { within, limit, ...selection, ...(after && { after }) };
          const page = await fixture.deadlines.page(asOf, request);
          expect(page.deadlines.length).toBeLessThanOrEqual(limit);
          parts.push(...page.deadlines);
          after = page.next;
        } while (after);
        const whole = await fixture.found(MOMENT, selection);
        expect(parts).toEqual(whole);
        const streamed: object[] = [];
        for await (const one of fixture.deadlines.stream(asOf, { within, ...selection }))
          streamed.push(one);
        expect(streamed).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('takes whatever is asked for as a value', async () => {
    expect(await named(MOMENT, { company: `' or true --` })).toEqual([]);
  });
});
