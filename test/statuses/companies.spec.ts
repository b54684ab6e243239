import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AsOf, PageEnd, RowSelection } from '#libs/compliance';
import { InvalidFilter, InvalidPageEnd } from '#libs/compliance';
import { RegistersFixture } from '../registers/registers-fixture.js';
import type { Told } from '../registers/registers-fixture.js';
import { defined, published } from './rulebook.js';
import { stand } from './standing-rows.js';
import type { StandingRow } from './standing-rows.js';

const IDS = ['acme', 'bolt', 'cole', 'dent', 'east', 'fall'] as const;
const RULES = ['answer', 'audit', 'label', 'report'] as const;
const STATUSES = ['breached', 'unevidenced', 'unknown', 'pending', 'met', 'waived'] as const;

const company = (id: string): Told => ({
  type: 'company.registered',
  subject: `companies/${id}`,
  time: '2020-01-01T00:00:00+08:00',
  data: { name: { en: id.toUpperCase() }, jurisdiction: 'CN' },
});
const system = (id: string, of: string): Told => ({
  type: 'system.introduced',
  subject: `systems/${id}`,
  time: '2026-01-01T00:00:00+08:00',
  data: { company: of, name: { en: id }, kind: 'app' },
});

const STORY: readonly Told[] = [
  published('cn-rules'),
  defined('cn-rules', 'label'),
  defined('cn-rules', 'answer', { expectation: true }),
  defined('cn-rules', 'report', { binds: 'company' }),
  defined('cn-rules', 'audit', {
    binds: 'company',
    kind: 'recurring',
    every: { within: 1, unit: 'year' },
  }),
  ...IDS.map(company),
  ...IDS.map((id) => system(`${id}-app`, id)),
  {
    type: 'company.grouped',
    subject: 'companies/bolt',
    time: '2021-01-01T00:00:00+08:00',
    data: { parent: 'acme' },
  },
];

/** Each company has another status of each obligation; the due dates differ, too. */
const ROWS: readonly StandingRow[] = IDS.slice(0, 5).flatMap((id, place) =>
  RULES.map((obligation, index) => {
    const dueOn = `2026-0${((place * 2 + index) % 6) + 2}-1${index}`;
    return {
      company: id,
      subject: index < 2 ? `systems/${id}-app` : `companies/${id}`,
      obligation,
      status: STATUSES[(place + index * 2) % STATUSES.length] ?? 'met',
      dueOn,
      dueAt: `${dueOn}T16:00:00Z`,
      from: '2026-01-01T00:00:00Z',
    };
  }),
);

describe('companies and what their duties come to', () => {
  let fixture: RegistersFixture;
  let asOf: AsOf;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
    const knownAt = await fixture.tell(STORY);
    await stand(fixture.pool, ROWS);
    asOf = { validAt: '2026-03-12T00:00:00Z', knownAt };
  });

  afterAll(() => fixture.close());

  const page = (selection: RowSelection = {}) =>
    fixture.lists.page('companies', asOf, { ...selection, limit: 50 });
  const ids = async (selection: RowSelection) => (await page(selection)).rows.map(({ id }) => id);

  const counted = (id: string) =>
    ROWS.filter(({ company: of, obligation }) => of === id && obligation !== 'answer');
  const countOf = (id: string, status: string) =>
    counted(id).filter((one) => one.status === status).length;
  const nextOf = (id: string) =>
    counted(id)
      .filter(
        ({ status, obligation }) =>
          status === 'pending' || (status === 'met' && obligation === 'audit'),
      )
      .map(({ dueOn = '' }) => dueOn)
      .filter((dueOn) => dueOn >= '2026-03-12')
      .sort()[0];

  it('are counted by status, duties of authorities aside', async () => {
    for (const { id, counts } of (await page()).rows) {
      const expected = Object.fromEntries(STATUSES.map((one) => [one, countOf(id, one)]));
      expect([id, counts]).toEqual([id, expected]);
    }
  });

  it('have the pending or recurring duty that is due next', async () => {
    const { rows } = await page();
    expect(rows.map(({ id, nextDeadline }) => [id, nextDeadline?.dueOn])).toEqual(
      IDS.map((id) => [id, nextOf(id)]),
    );
    expect(rows.filter(({ nextDeadline }) => nextDeadline).length).toBeGreaterThan(1);
  });

  it('come to the same in the list and in the view of each', async () => {
    for (const row of (await page()).rows) {
      const view = await fixture.companies.view(row.id, asOf);
      expect(view).toMatchObject(row);
    }
  });

  it.each(STATUSES)('are found by a duty that is %s', async (status) => {
    expect(await ids({ filters: { status } })).toEqual(IDS.filter((id) => countOf(id, status) > 0));
  });

  it('are ordered by how many duties of a status they have', async () => {
    const counts = async (sort: string) =>
      (await ids({ sort })).map((id) => countOf(id, 'breached'));
    const ascending = await counts('breached');
    expect(ascending).toEqual([...ascending].sort());
    expect(new Set(ascending).size).toBeGreaterThan(1);
    expect(await counts('-breached')).toEqual([...ascending].reverse());
  });

  it('are ordered by what is due next, those with nothing due last', async () => {
    const due = (await ids({ sort: 'nextDeadline' })).map((id) => nextOf(id) ?? 'none');
    expect(due).toEqual([...due].sort());
    expect(due.at(-1)).toBe('none');
  });

  it('are each on one page, whatever the order and the size of pages', async () => {
    const sorts = fc.constantFrom('nextDeadline', '-nextDeadline', 'met', '-unknown', 'name');
    const filters = fc.constantFrom({}, { status: 'pending' });
    await fc.assert(
      fc.asyncProperty(
        sorts,
        filters,
        fc.integer({ min: 1, max: 7 }),
        async (sort, chosen, limit) => {
          const selection = { sort, filters: chosen };
          const parts: object[] = [];
          let after: PageEnd | undefined;
          do {
            const request = { ...selection, limit, ...(after && { after }) };
            const { rows, next } = await fixture.lists.page('companies', asOf, request);
            parts.push(...rows);
            after = next;
          } while (after);
          expect(parts).toEqual((await page(selection)).rows);
          const streamed: object[] = [];
          for await (const row of fixture.lists.stream('companies', asOf, selection)) {
            streamed.push(row);
          }
          expect(streamed).toEqual(parts);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('refuse a status that is none, and the end of a page that had none', async () => {
    await expect(page({ filters: { status: 'not-applicable' } })).rejects.toThrow(InvalidFilter);
    const after = { sort: 'many', key: 'acme' };
    await expect(
      fixture.lists.page('companies', asOf, { sort: 'met', limit: 5, after }),
    ).rejects.toThrow(InvalidPageEnd);
  });

  describe('in a view', () => {
    it('have their own duties, and each system its own', async () => {
      const view = await fixture.companies.view('acme', asOf);
      expect(view?.obligations.map(({ subject, obligation }) => [subject, obligation])).toEqual([
        ['companies/acme', 'label'],
        ['companies/acme', 'report'],
      ]);
      expect(view?.systems.map(({ id, obligations }) => [id, obligations.length])).toEqual([
        ['acme-app', 2],
      ]);
    });

    it('show the whole group where it is asked for', async () => {
      const view = await fixture.companies.view('acme', asOf, { group: true });
      const alone = await fixture.companies.view('acme', asOf);
      const member = await fixture.companies.view('bolt', asOf);
      expect(view?.systems.map(({ id, obligations }) => [id, obligations.length])).toEqual([
        ['acme-app', 2],
        ['bolt-app', 2],
      ]);
      expect(view?.obligations.map((one) => one.company)).toEqual(['acme', 'acme', 'bolt', 'bolt']);
      for (const status of STATUSES) {
        expect(view?.counts[status]).toBe(
          (alone?.counts[status] ?? 0) + (member?.counts[status] ?? 0),
        );
      }
    });

    it('have no duty before it applied and none that was not yet known', async () => {
      const early = await fixture.companies.view('acme', {
        ...asOf,
        validAt: '2025-12-31T00:00:00Z',
      });
      expect(early).toMatchObject({ obligations: [], counts: { met: 0, breached: 0 } });
      expect(early).not.toHaveProperty('nextDeadline');
    });

    it('are lists of systems, too, each counted by itself', async () => {
      const request = { sort: '-pending', limit: 50 };
      const { rows } = await fixture.lists.page('systems', asOf, request);
      expect(rows.map(({ id }) => id).sort()).toEqual(IDS.map((id) => `${id}-app`));
      for (const { id, counts, nextDeadline } of rows) {
        const view = await fixture.companies.system(id, asOf);
        expect([id, counts, nextDeadline]).toEqual([id, view?.counts, view?.nextDeadline]);
      }
      const pending = rows.map(({ counts }) => counts.pending);
      expect(pending).toEqual([...pending].sort().reverse());
      expect(new Set(pending).size).toBeGreaterThan(1);
      const filters = { status: 'pending' };
      const found = await fixture.lists.page('systems', asOf, { filters, limit: 50 });
      expect(found.rows).toHaveLength(pending.filter((count) => count > 0).length);
    });

    it('are systems with duties of their own, too', async () => {
      const view = await fixture.companies.system('acme-app', asOf);
      expect(view?.obligations.map(({ obligation }) => obligation)).toEqual(['answer', 'audit']);
      expect(await fixture.companies.system('nowhere', asOf)).toBeUndefined();
    });
  });
});
