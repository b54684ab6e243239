import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Statuses } from '#libs/compliance';
import type { AsOf, Duty, StatusSelection } from '#libs/compliance';
import { RegistersFixture } from '../registers/registers-fixture.js';
import type { Told } from '../registers/registers-fixture.js';
import { amended, defined, published } from './rulebook.js';
import { stand } from './standing-rows.js';
import type { StandingRow } from './standing-rows.js';

const SUBJECTS = ['systems/painter', 'systems/talker', 'companies/acme'] as const;
const COMPANIES = ['acme', 'bolt', 'core'] as const;
const STATUSES = ['met', 'pending', 'unevidenced', 'unknown', 'breached', 'waived'] as const;

const duty = (owner: string, subject: string, obligation: string): Told => ({
  type: 'duty.assigned',
  subject,
  time: '2026-01-05T00:00:00+08:00',
  data: { obligation, owner },
});

const STORY: readonly Told[] = [
  published('cn-rules'),
  defined('cn-rules', 'label', { due: { within: 10, unit: 'day' }, house: true }),
  defined('cn-rules', 'answer', { expectation: true, grade: 'unsourced', force: 'draft' }),
  published('us-rules', 'US', 'America/New_York'),
  defined('us-rules', 'report', { jurisdiction: 'US-CA' }),
  {
    type: 'company.registered',
    subject: 'companies/acme',
    time: '2020-01-01T00:00:00+08:00',
    data: { name: { en: 'Acme' }, jurisdiction: 'CN' },
  },
  {
    type: 'system.introduced',
    subject: 'systems/painter',
    time: '2026-01-01T09:00:00+08:00',
    data: { company: 'acme', name: { en: 'Painter' }, kind: 'app' },
  },
  duty('Legal', 'companies/acme', 'label'),
  duty('Studio', 'systems/painter', 'label'),
  amended('us-rules', 'report', { grade: 'text', provision: '5' }, '2026-06-01T00:00:00-04:00'),
];

const row = (more: Partial<StandingRow>): StandingRow => ({
  company: 'acme',
  subject: 'systems/painter',
  obligation: 'label',
  status: 'pending',
  from: '2026-01-01T01:00:00Z',
  because: [1, 7],
  ...more,
});

describe('the statuses as of two times', () => {
  let fixture: RegistersFixture;
  let statuses: Statuses;
  let head: number;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
    statuses = fixture.statuses;
    head = await fixture.tell(STORY);
  });

  afterAll(() => fixture.close());

  const told = async (rows: readonly StandingRow[]) => {
    await fixture.pool.query('delete from compliance.compliance_status');
    await stand(fixture.pool, rows);
  };
  const at = (validAt: string, knownAt = head): AsOf => ({ validAt, knownAt });
  const one = async (asOf: AsOf, selection: StatusSelection = {}) => {
    const { rows } = await statuses.page(asOf, { ...selection, limit: 10 });
    expect(rows).toHaveLength(1);
    return rows[0];
  };

  it('say what the rule is, whose the duty is and what would settle it', async () => {
    await told([
      row({
        dueOn: '2026-01-11',
        dueAt: '2026-01-11T16:00:00Z',
        provisional: true,
        to: '2026-01-11T16:00:00Z',
      }),
    ]);
    expect(await one(at('2026-01-10T00:00:00Z'))).toEqual({
      subject: 'systems/painter',
      company: 'acme',
      system: 'painter',
      kind: 'standing',
      obligation: 'label',
      instrument: 'cn-rules',
      jurisdiction: 'CN',
      provision: '4',
      title: { en: 'A title', zh: '标题' },
      force: 'binding',
      grade: 'quoted',
      ruleVersion: 1,
      status: 'pending',
      since: '2026-01-01T01:00:00.000Z',
      until: '2026-01-11T16:00:00.000Z',
      dueOn: '2026-01-11',
      dueAt: '2026-01-11T16:00:00.000Z',
      provisional: true,
      house: true,
      expectation: false,
      owner: 'Studio',
      needs: [
        {
          type: 'measure.adopted',
          where: { measure: 'label.explicit' },
          label: {
            en: 'Measure adopted: Explicit label (visible watermark)',
            zh: '采取措施：显式标识',
          },
        },
      ],
      because: [
        expect.objectContaining({ position: 1, type: 'instrument.published' }),
        {
          position: 7,
          type: 'system.introduced',
          time: '2026-01-01T09:00:00+08:00',
          recordedtime: expect.stringMatching(/^20.*Z$/),
        },
      ],
      missing: [],
    });
  });

  it('show no row where a duty does not apply, or where nothing was known of it yet', async () => {
    await told([row({ from: '2026-01-01', to: '2026-02-01', knownFrom: 7, knownTo: 9 })]);
    const count = async (asOf: AsOf) => (await statuses.page(asOf, { limit: 10 })).rows.length;
    expect(await count(at('2026-01-15T00:00:00Z', 8))).toBe(1);
    expect(await count(at('2026-01-15T00:00:00Z', 6))).toBe(0);
    expect(await count(at('2026-01-15T00:00:00Z', 9))).toBe(0);
    expect(await count(at('2025-12-31T23:59:59.999Z', 8))).toBe(0);
    expect(await count(at('2026-02-01T00:00:00Z', 8))).toBe(0);
  });

  it('count days late in the time zone of the instrument, from the day after the last one', async () => {
    const dueOn = '2026-01-11';
    const late = async (obligation: string, validAt: string) => {
      await told([row({ obligation, status: 'unevidenced', dueOn })]);
      return (await one(at(validAt)))?.daysLate;
    };
    expect(await late('label', '2026-01-11T16:00:00Z')).toBe(1);
    expect(await late('label', '2026-01-12T15:59:59.999Z')).toBe(1);
    expect(await late('label', '2026-01-12T16:00:00Z')).toBe(2);
    expect(await late('report', '2026-01-12T04:59:59.999Z')).toBe(0);
    expect(await late('report', '2026-02-11T05:00:00Z')).toBe(31);
    await told([row({ status: 'pending', dueOn })]);
    expect(await one(at('2026-03-01T00:00:00Z'))).not.toHaveProperty('daysLate');
  });

  it('say since which day there a duty is met', async () => {
    const metAt = '2026-01-05T20:00:00Z';
    await told([row({ status: 'met', metAt })]);
    expect((await one(at('2026-02-01T00:00:00Z')))?.metOn).toBe('2026-01-06');
    await told([row({ status: 'met', metAt, obligation: 'report' })]);
    expect((await one(at('2026-02-01T00:00:00Z')))?.metOn).toBe('2026-01-05');
  });

  it('reach over stretches of the same status, and no further', async () => {
    const steps: readonly (readonly [string, string, string])[] = [
      ['pending', '2026-01-01', '2026-01-05'],
      ['unevidenced', '2026-01-05', '2026-02-01'],
      ['unevidenced', '2026-02-01', '2026-03-01'],
      ['met', '2026-03-01', '2026-04-01'],
      ['met', '2026-04-02', '2026-05-01'],
      ['met', '2026-05-01', 'infinity'],
    ];
    await told(steps.map(([status, from, to]) => row({ status, from: `${from} 00:00Z`, to })));
    const reach = async (day: string) => {
      const found = await one(at(`${day}T12:00:00Z`));
      return [found?.status, found?.since.slice(0, 10), found?.until?.slice(0, 10)];
    };
    expect(await reach('2026-01-04')).toEqual(['pending', '2026-01-01', '2026-01-05']);
    expect(await reach('2026-01-10')).toEqual(['unevidenced', '2026-01-05', '2026-03-01']);
    expect(await reach('2026-02-10')).toEqual(['unevidenced', '2026-01-05', '2026-03-01']);
    expect(await reach('2026-03-10')).toEqual(['met', '2026-03-01', '2026-04-01']);
    expect(await reach('2026-06-10')).toEqual(['met', '2026-04-02', undefined]);
  });

  it('are read with the rule that was valid and known then', async () => {
    await told([
      row({ obligation: 'report', to: '2026-06-01T04:00:00Z', knownTo: head }),
      row({ obligation: 'report', ruleVersion: 2, from: '2026-06-01T04:00:00Z', knownFrom: head }),
      row({ obligation: 'report', from: '2026-06-01T04:00:00Z', knownFrom: 7, knownTo: head }),
    ]);
    const read = async (validAt: string, knownAt?: number) => {
      const found = await one(at(validAt, knownAt));
      return [found?.ruleVersion, found?.grade, found?.provision, found?.jurisdiction];
    };
    expect(await read('2026-05-01T00:00:00Z', head - 1)).toEqual([1, 'quoted', '4', 'US-CA']);
    expect(await read('2026-07-01T00:00:00Z', head - 1)).toEqual([1, 'quoted', '4', 'US-CA']);
    expect(await read('2026-07-01T00:00:00Z')).toEqual([2, 'text', '5', 'US-CA']);
  });

  it('never show a duty of unknown source or of an authority as settled and counted', async () => {
    await told([row({ obligation: 'answer' })]);
    expect(await one(at('2026-02-01T00:00:00Z'))).toMatchObject({
      grade: 'unsourced',
      force: 'draft',
      expectation: true,
    });
    await told([row({ obligation: 'nobody-defined-it' })]);
    expect(await one(at('2026-02-01T00:00:00Z'))).toMatchObject({
      obligation: 'nobody-defined-it',
      grade: 'unsourced',
      force: 'draft',
    });
  });

  describe('of many duties', () => {
    const rows = COMPANIES.flatMap((company, place) =>
      SUBJECTS.flatMap((subject, index) =>
        ['label', 'answer', 'report'].map((obligation, other) =>
          row({
            company,
            subject: company === 'acme' ? subject : `${subject}-${company}`,
            obligation,
            status: STATUSES[(place * 7 + index * 3 + other) % STATUSES.length] ?? 'met',
          }),
        ),
      ),
    );
    const asOf = () => at('2026-02-01T00:00:00Z');

    beforeAll(() => told(rows));

    const found = async (selection: StatusSelection) =>
      (await statuses.page(asOf(), { ...selection, limit: 1_000 })).rows;

    it('give each once over all pages, whatever their size and the filter', async () => {
      const filters: fc.Arbitrary<StatusSelection> = fc.constantFrom<StatusSelection>(
        {},
        { statuses: ['met', 'breached'] },
        { companies: ['bolt', 'core'] },
        { obligations: ['label'] },
      );
      await fc.assert(
        fc.asyncProperty(filters, fc.integer({ min: 1, max: 30 }), async (selection, limit) => {
          const parts: object[] = [];
          let after: Duty | undefined;
          do {
            const page = await statuses.page(asOf(), {
              ...selection,
              limit,
              ...(after && { after }),
            });
            expect(page.rows.length).toBeLessThanOrEqual(limit);
            parts.push(...page.rows);
            after = page.next;
          } while (after);
          expect(parts).toEqual(await found(selection));
        }),
        { numRuns: 20 },
      );
    });

    it('stream the same rows in the same order', async () => {
      const streamed: object[] = [];
      for await (const each of statuses.stream(asOf())) streamed.push(each);
      expect(streamed).toHaveLength(rows.length);
      expect(streamed).toEqual(await found({}));
      expect(await statuses.all(asOf(), {})).toEqual(streamed);
    });

    it.each<[StatusSelection, (row: StandingRow) => boolean]>([
      [{ companies: ['bolt'] }, ({ company }) => company === 'bolt'],
      [
        { systems: ['talker', 'painter-core'] },
        ({ subject }) => /talker$|painter-core/.test(subject),
      ],
      [{ obligations: ['answer', 'none'] }, ({ obligation }) => obligation === 'answer'],
      [{ instrument: 'cn-rules' }, ({ obligation }) => obligation !== 'report'],
      [{ jurisdiction: 'US-CA' }, ({ obligation }) => obligation === 'report'],
      [{ jurisdiction: 'US' }, () => false],
      [{ statuses: ['unknown', 'met'] }, ({ status }) => ['unknown', 'met'].includes(status)],
      [
        { companies: ['acme'], instrument: 'us-rules', statuses: ['met'] },
        ({ company, obligation, status }) =>
          company === 'acme' && obligation === 'report' && status === 'met',
      ],
      [
        { owners: ['Studio'] },
        (one) => one.subject === 'systems/painter' && one.obligation === 'label',
      ],
      [
        { owners: ['Legal'] },
        ({ company, subject, obligation }) =>
          company === 'acme' && obligation === 'label' && subject !== 'systems/painter',
      ],
      [{ owners: ['Nobody'] }, () => false],
      [{ companies: ["'; drop table compliance.compliance_status; --"] }, () => false],
    ])('are those that %j selects', async (selection, isWanted) => {
      const names = (list: readonly { subject: string; obligation: string }[]) =>
        list.map(({ subject, obligation }) => `${subject} ${obligation}`).sort();
      expect(names(await found(selection))).toEqual(names(rows.filter(isWanted)));
    });
  });
});
