import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Matrix, MissingFacts } from '#libs/compliance';
import type { AsOf, MatrixSelection } from '#libs/compliance';
import { RegistersFixture } from '../registers/registers-fixture.js';
import type { Told } from '../registers/registers-fixture.js';
import { defined, published } from './rulebook.js';
import { stand } from './standing-rows.js';
import type { StandingRow } from './standing-rows.js';

const company = (id: string): Told => ({
  type: 'company.registered',
  subject: `companies/${id}`,
  time: '2020-01-01T00:00:00+08:00',
  data: { name: { en: id.toUpperCase() }, jurisdiction: 'CN' },
});
const IDS = ['acme', 'bolt', 'cole'] as const;

const STORY: readonly Told[] = [
  ...IDS.map(company),
  published('cn-rules'),
  defined('cn-rules', 'label'),
  defined('cn-rules', 'report', { grade: 'unsourced' }),
  defined('cn-rules', 'answer', { expectation: true }),
  defined('cn-rules', 'export', { evaluated: false }),
  {
    type: 'term.defined',
    subject: 'terms/fact.own-word',
    time: '2026-01-01T00:00:00Z',
    data: {
      kind: 'fact',
      name: 'own-word',
      valueType: 'flag',
      label: { en: 'Own word', zh: '词' },
    },
  },
  {
    type: 'duty.assigned',
    subject: 'companies/acme',
    time: '2026-01-01T00:00:00Z',
    data: { obligation: 'label', owner: 'Legal' },
  },
];

const row = (
  of: (typeof IDS)[number],
  name: string,
  obligation: string,
  status: string,
  more: Partial<StandingRow> = {},
): StandingRow => ({
  company: of,
  subject: name === of ? `companies/${of}` : `systems/${name}`,
  obligation,
  status,
  from: '2026-01-01T00:00:00Z',
  ...more,
});

describe('companies by obligations', () => {
  let fixture: RegistersFixture;
  let matrix: Matrix;
  let facts: MissingFacts;
  let asOf: AsOf;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
    matrix = new Matrix(fixture.pool, fixture.registers);
    facts = new MissingFacts(fixture.pool);
    const knownAt = await fixture.tell(STORY);
    asOf = { validAt: '2026-03-01T00:00:00Z', knownAt };
    await stand(fixture.pool, [
      row('acme', 'a1', 'label', 'met'),
      row('acme', 'a2', 'label', 'unevidenced', {
        dueOn: '2026-02-20',
        dueAt: '2026-02-20T16:00Z',
      }),
      row('acme', 'a3', 'label', 'unevidenced', {
        dueOn: '2026-02-10',
        dueAt: '2026-02-10T16:00Z',
      }),
      row('acme', 'a1', 'answer', 'breached'),
      row('bolt', 'bolt', 'report', 'pending', {
        dueOn: '2026-04-01',
        dueAt: '2026-04-01T16:00Z',
        provisional: true,
      }),
      row('bolt', 'b1', 'label', 'unknown', { missing: ['public-opinion', 'company.own-word'] }),
      row('bolt', 'b1', 'report', 'unknown', { missing: ['public-opinion'] }),
      row('bolt', 'b2', 'label', 'unknown', { missing: ['available', 'company.own-word'] }),
      row('acme', 'a4', 'label', 'unknown', { missing: ['registered', 'never-declared'] }),
      row('acme', 'a4', 'answer', 'unknown', { missing: ['minors'] }),
      row('cole', 'c1', 'answer', 'unevidenced'),
    ]);
  });

  afterAll(() => fixture.close());

  const show = async (selection: MatrixSelection = {}, validAt = asOf.validAt) => {
    const moment = { ...asOf, validAt };
    const columns = await matrix.columns(moment, selection);
    const { rows } = await matrix.page(moment, columns, { ...selection, limit: 10 });
    return { columns: columns.map(({ obligation }) => obligation), rows };
  };

  it('have a column for each obligation that events can show', async () => {
    expect((await show()).columns).toEqual(['answer', 'label', 'report']);
    expect((await show({ obligations: ['label', 'none'] })).columns).toEqual(['label']);
    expect(await show({}, '2025-01-01T00:00:00Z')).toEqual({ columns: [], rows: [] });
  });

  it('show the worst status of each with the earliest due date among the worst', async () => {
    const { rows } = await show();
    expect(rows.map(({ company: id, name, status }) => [id, name, status])).toEqual([
      ['acme', { en: 'ACME' }, 'unevidenced'],
      ['bolt', { en: 'BOLT' }, 'unknown'],
      ['cole', { en: 'COLE' }, undefined],
    ]);
    expect(rows[0]?.cells).toEqual([
      { obligation: 'answer', status: 'breached', force: 'binding', grade: 'quoted', subjects: 2 },
      {
        obligation: 'label',
        status: 'unevidenced',
        dueOn: '2026-02-10',
        force: 'binding',
        grade: 'quoted',
        subjects: 4,
      },
    ]);
    expect(
      rows[1]?.cells.map(({ obligation, status, grade }) => [obligation, status, grade]),
    ).toEqual([
      ['label', 'unknown', 'quoted'],
      ['report', 'unknown', 'unsourced'],
    ]);
  });

  it('are selected by company, obligation and a status that counts', async () => {
    const ids = async (selection: MatrixSelection) =>
      (await show(selection)).rows.map(({ company: id }) => id);
    expect(await ids({ statuses: ['unevidenced'] })).toEqual(['acme']);
    expect(await ids({ statuses: ['breached'] })).toEqual([]);
    expect(await ids({ statuses: ['pending', 'met'] })).toEqual(['acme', 'bolt']);
    expect(await ids({ obligations: ['report'] })).toEqual(['bolt']);
    expect(await ids({ companies: ['cole', 'acme'] })).toEqual(['acme', 'cole']);
  });

  it('are on one page each, whatever its size', async () => {
    const columns = await matrix.columns(asOf, {});
    const all = (await show()).rows;
    for (const limit of [1, 2, 3]) {
      const parts: object[] = [];
      let after: string | undefined;
      do {
        const request = { limit, ...(after !== undefined && { after }) };
        const { rows, next } = await matrix.page(asOf, columns, request);
        parts.push(...rows);
        after = next;
      } while (after !== undefined);
      expect(parts).toEqual(all);
    }
    const streamed: object[] = [];
    for await (const one of matrix.stream(asOf, columns, {})) streamed.push(one);
    expect(streamed).toEqual(all);
  });

  describe('and the facts that are missing', () => {
    const missing = async (selection = {}) =>
      (await facts.page(asOf, { ...selection, limit: 50 })).rows;

    it('are one row each, of whom they are facts, those that settle most first', async () => {
      expect(await missing()).toEqual([
        {
          subject: 'companies/bolt',
          company: 'bolt',
          fact: 'own-word',
          label: { en: 'Own word', zh: '词' },
          declaredBy: 'company.described',
          settles: 2,
          obligations: ['label'],
        },
        {
          subject: 'systems/b1',
          company: 'bolt',
          fact: 'public-opinion',
          label: expect.objectContaining({ zh: '舆论属性或社会动员能力' }),
          declaredBy: 'system.described',
          settles: 2,
          obligations: ['label', 'report'],
        },
        {
          subject: 'systems/a4',
          company: 'acme',
          fact: 'never-declared',
          declaredBy: 'system.described',
          settles: 1,
          obligations: ['label'],
        },
        expect.objectContaining({ fact: 'registered', declaredBy: 'algorithm.registered' }),
        expect.objectContaining({ fact: 'available', declaredBy: 'system.launched' }),
      ]);
    });

    it('are asked by company and by who looks after the duty', async () => {
      const names = async (selection: object) => (await missing(selection)).map(({ fact }) => fact);
      expect(await names({ companies: ['bolt'] })).toEqual([
        'own-word',
        'public-opinion',
        'available',
      ]);
      expect(await names({ owners: ['Legal'] })).toEqual(['never-declared', 'registered']);
      expect(await names({ companies: ['cole'] })).toEqual([]);
    });

    it('are on one page each, whatever its size', async () => {
      const all = await missing();
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (limit) => {
          const parts: object[] = [];
          let after: (typeof all)[number] | undefined;
          do {
            const { rows, next } = await facts.page(asOf, { limit, ...(after && { after }) });
            parts.push(...rows);
            after = next;
          } while (after);
          expect(parts).toEqual(all);
        }),
        { numRuns: 6 },
      );
      const streamed: object[] = [];
      for await (const one of facts.stream(asOf, {})) streamed.push(one);
      expect(streamed).toEqual(all);
    });
  });
});
