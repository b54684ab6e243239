import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistorySelection, SegmentEnd } from '#libs/compliance';
import { StatusHistory } from '#libs/compliance';
import { RegistersFixture } from '../registers/registers-fixture.js';
import { amended, defined, published } from './rulebook.js';
import { stand } from './standing-rows.js';
import type { StandingRow } from './standing-rows.js';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const DAYS = 40;
const STATUSES = ['met', 'met', 'pending', 'unevidenced', 'waived', undefined, undefined] as const;

const day = (number: number) => new Date(START + number * DAY_MS).toISOString();

/** What a duty is from one day to another; nothing where it does not apply. */
interface Stretch {
  readonly days: number;
  readonly status: (typeof STATUSES)[number];
}

const ONE_DAY: readonly Stretch[] = [{ days: 1, status: 'met' }];

const stretches = fc.array(
  fc.record({ days: fc.integer({ min: 1, max: 9 }), status: fc.constantFrom(...STATUSES) }),
  { minLength: 1, maxLength: 6 },
);

describe('the history of statuses', () => {
  let fixture: RegistersFixture;
  let history: StatusHistory;
  let head: number;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
    history = new StatusHistory(fixture.pool, fixture.ledger);
    head = await fixture.tell([
      published('cn-rules'),
      defined('cn-rules', 'label'),
      defined('cn-rules', 'answer', { expectation: true }),
      amended('cn-rules', 'label', { grade: 'text' }, day(10)),
    ]);
  });

  afterAll(() => fixture.close());

  const told = async (rows: readonly StandingRow[]) => {
    await fixture.pool.query('delete from compliance.compliance_status');
    await stand(fixture.pool, rows);
  };
  const row = (more: Partial<StandingRow>): StandingRow => ({
    company: 'acme',
    subject: 'systems/painter',
    obligation: 'label',
    status: 'met',
    from: day(0),
    ...more,
  });
  const read = async (selection: HistorySelection, knownAt = head) =>
    (await history.page(knownAt, { ...selection, limit: 1_000 })).rows;
  const brief = async (selection: HistorySelection, knownAt?: number) =>
    (await read(selection, knownAt)).map(({ status, from, to }) => [status, from, to]);

  it('shows the segments of a period, clipped to it, with a word for every hole', async () => {
    await told([
      row({ from: day(2), to: day(5), status: 'pending', dueOn: '2026-01-06', dueAt: day(5) }),
      row({ from: day(5), to: day(9), status: 'unevidenced', because: [1, 2] }),
      row({ from: day(12), to: day(20), metAt: day(11), ruleVersion: 2 }),
    ]);
    expect(await brief({ from: day(1), to: day(30) })).toEqual([
      ['not-applicable', day(1), day(2)],
      ['pending', day(2), day(5)],
      ['unevidenced', day(5), day(9)],
      ['not-applicable', day(9), day(12)],
      ['met', day(12), day(20)],
      ['not-applicable', day(20), day(30)],
    ]);
    expect(await brief({ from: day(6), to: day(13) })).toEqual([
      ['unevidenced', day(6), day(9)],
      ['not-applicable', day(9), day(12)],
      ['met', day(12), day(13)],
    ]);
    const [, , late, , met] = await read({ from: day(1), to: day(30) });
    expect(late).toMatchObject({ grade: 'quoted', because: [{ position: 1 }, { position: 2 }] });
    expect(met).toMatchObject({ grade: 'text', ruleVersion: 2, metOn: '2026-01-12' });
  });

  it('begins with the first segment and ends with the last where no period is given', async () => {
    await told([row({ from: day(2), to: day(5) }), row({ from: day(7), to: day(9) })]);
    expect(await brief({})).toEqual([
      ['met', day(2), day(5)],
      ['not-applicable', day(5), day(7)],
      ['met', day(7), day(9)],
      ['not-applicable', day(9), undefined],
    ]);
    expect((await brief({ from: day(1) }))[0]).toEqual(['not-applicable', day(1), day(2)]);
    await told([row({})]);
    expect(await brief({})).toEqual([['met', day(0), undefined]]);
  });

  it('says whether the duty was met throughout, whenever it applied', async () => {
    const throughout = async (...statuses: readonly string[]) => {
      await told(
        statuses.flatMap((status, index) =>
          status === '' ? [] : [row({ status, from: day(index), to: day(index + 1) })],
        ),
      );
      const rows = await read({ from: day(0), to: day(statuses.length) });
      const answers = new Set(rows.map(({ metThroughout }) => metThroughout));
      expect(answers.size).toBe(1);
      return [...answers][0];
    };
    expect(await throughout('met', 'met')).toBe(true);
    expect(await throughout('met', '', 'met')).toBe(true);
    expect(await throughout('met', 'waived')).toBe(true);
    expect(await throughout('waived', '')).toBeUndefined();
    for (const status of ['pending', 'unevidenced', 'unknown', 'breached']) {
      expect(await throughout('met', status, 'met')).toBe(false);
    }
  });

  it('is the one that was known at a position', async () => {
    await told([
      row({ status: 'unevidenced', knownFrom: 2, knownTo: head }),
      row({ status: 'met', knownFrom: head }),
    ]);
    expect(await brief({}, head - 1)).toEqual([['unevidenced', day(0), undefined]]);
    expect(await brief({})).toEqual([['met', day(0), undefined]]);
    expect(await brief({}, 1)).toEqual([]);
  });

  it('is asked by company, subject and obligation', async () => {
    await told([
      row({}),
      row({ obligation: 'answer' }),
      row({ subject: 'companies/acme' }),
      row({ company: 'bolt', subject: 'systems/talker' }),
    ]);
    const found = async (selection: HistorySelection) =>
      (await read(selection)).map(({ subject, obligation }) => `${subject} ${obligation}`);
    expect(await found({ company: 'acme', obligation: 'label' })).toEqual([
      'companies/acme label',
      'systems/painter label',
    ]);
    expect(await found({ subject: 'systems/talker' })).toEqual(['systems/talker label']);
    expect(await found({ obligation: 'answer' })).toEqual(['systems/painter answer']);
    expect(await found({ obligation: "x' or true --" })).toEqual([]);
    expect((await read({ obligation: 'answer' }))[0]?.expectation).toBe(true);
  });

  it('covers any period without hole or overlap, on pages of any size', async () => {
    const duties = fc.array(stretches, { minLength: 1, maxLength: 4 });
    const period = fc.tuple(fc.nat(DAYS), fc.integer({ min: 1, max: DAYS }));
    const size = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(duties, period, size, async (all, [start, length], limit) => {
        const statusOn = all.map(daily);
        await told(all.flatMap((one, index) => rowsOf(one, `systems/s${index}`)));
        const selection = { from: day(start), to: day(start + length) };
        const rows = await read(selection);
        for (const [index, statuses] of statusOn.entries()) {
          const own = rows.filter(({ subject }) => subject === `systems/s${index}`);
          const within = statuses.slice(start, start + length);
          if (within.every((status) => status === 'not-applicable')) {
            expect(own).toEqual([]);
            continue;
          }
          expect(own[0]?.from).toBe(selection.from);
          expect(own.at(-1)?.to).toBe(selection.to);
          expect(own.slice(1).map(({ from }) => from)).toEqual(
            own.slice(0, -1).map(({ to }) => to),
          );
          const read = own.flatMap(({ status, from, to = '' }) =>
            Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY_MS }, () => status),
          );
          expect(read).toEqual(within);
        }
        const parts: object[] = [];
        let after: SegmentEnd | undefined;
        do {
          const page = await history.page(head, { ...selection, limit, ...(after && { after }) });
          parts.push(...page.rows);
          after = page.next;
        } while (after);
        expect(parts).toEqual(rows);
      }),
      { numRuns: 40, endOnFailure: true, examples: [[Array(3).fill(ONE_DAY), [0, 1], 1]] },
    );
  });

  /** The status of each day. */
  function daily(all: readonly Stretch[]): readonly string[] {
    const days = all.flatMap(({ days: length, status = 'not-applicable' }) =>
      Array.from({ length }, () => status),
    );
    return [...days, ...Array.from({ length: 3 * DAYS }, () => 'not-applicable')];
  }

  function rowsOf(all: readonly Stretch[], subject: string): readonly StandingRow[] {
    let start = 0;
    return all.flatMap(({ days, status }) => {
      const from = day(start);
      start += days;
      return status === undefined ? [] : [row({ subject, status, from, to: day(start) })];
    });
  }
});
