import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidFilter, InvalidPageEnd, InvalidSort, PAGE_SIZE_MAX } from '#libs/compliance';
import type { AsOf, PageEnd, RegisterName, RowSelection } from '#libs/compliance';
import { RegistersFixture } from './registers-fixture.js';
import type { Told } from './registers-fixture.js';

const NAMES = ['百度%', 'Ali_baba', 'ＡＢＣ公司（北京）', 'a\\b', 'Zhipu', 'zhipu', 'ß'];
const COMPANIES: readonly Told[] = NAMES.flatMap((name, index) =>
  ['CN', 'US'].map((jurisdiction, copy) => ({
    type: 'company.registered',
    subject: `companies/c${index}-${copy}`,
    time: `20${10 + index}-01-01T00:00:00+08:00`,
    data: { name: copy === 0 ? { zh: name } : { en: name }, jurisdiction, aliases: [`甲${index}`] },
  })),
);
const CASES: readonly Told[] = NAMES.flatMap((_, index) =>
  ['2026-02-12T08:00:00+08:00', '2026-02-12T00:00:00Z', '2026-02-11T23:00:00-05:00'].map(
    (time, copy) => ({
      type: 'enforcement.opened',
      subject: `companies/c${index}-0`,
      time,
      data: { case: `case-${copy}`, authority: 'CAC', measures: ['interview', 'warning'] },
    }),
  ),
);

describe('questions about a register', () => {
  let fixture: RegistersFixture;
  let asOf: AsOf;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
    await fixture.tell([...COMPANIES, ...CASES]);
    await fixture.tell([
      {
        type: 'enforcement.closed',
        subject: 'companies/c0-0',
        time: '2026-03-01T00:00:00+08:00',
        data: { case: 'case-0', outcome: 'rectified' },
      },
      {
        type: 'restriction.imposed',
        subject: 'companies/c4-0',
        time: '2025-01-16T00:00:00-05:00',
        data: { list: 'us-entity-list', authority: 'BIS' },
      },
    ]);
    asOf = await fixture.registers.asOf('2026-06-01');
  });

  afterAll(() => fixture.close());

  const page = (register: RegisterName, selection: RowSelection = {}) =>
    fixture.registers.page(register, asOf, { limit: PAGE_SIZE_MAX, ...selection });

  const found = async (q: string): Promise<readonly string[]> => {
    const { rows } = await fixture.registers.page('companies', asOf, { filters: { q }, limit: 50 });
    return rows.map(({ id }) => id);
  };

  it('gives each row once over all pages, whatever the size, the order and the filter', async () => {
    const sorts = { companies: ['id', 'name'], enforcement: ['from', 'subject'] } as const;
    const register = fc.constantFrom('companies' as const, 'enforcement' as const);
    await fc.assert(
      fc.asyncProperty(
        register,
        fc.nat(1),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 30 }),
        async (name, sort, descending, filtered, limit) => {
          const selection = {
            sort: `${descending ? '-' : ''}${sorts[name][sort] ?? ''}`,
            ...(filtered && { filters: { company: 'c1-0' } }),
            ...(filtered && name === 'companies' && { filters: { jurisdiction: 'CN' } }),
          };
          const whole = (await page(name, selection)).rows;
          const parts: object[] = [];
          let after: PageEnd | undefined;
          do {
            const request = { ...selection, limit, ...(after && { after }) };
            const { rows, next } = await fixture.registers.page(name, asOf, request);
            expect(rows.length).toBeLessThanOrEqual(limit);
            parts.push(...rows);
            after = next;
          } while (after);
          expect(parts).toEqual(whole);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('streams the same rows in the same order as the pages give', async () => {
    const streamed = await fixture.rowsOf('enforcement', asOf);
    expect(streamed).toEqual((await page('enforcement')).rows);
    expect(streamed).toHaveLength(CASES.length + 1);
  });

  it('keeps giving the rows as of a pair of times while others are recorded', async () => {
    const first = await fixture.registers.page('companies', asOf, { limit: 5 });
    await fixture.tell([
      { ...COMPANIES[0], subject: 'companies/a-late-one' } as Told,
      {
        type: 'company.renamed',
        subject: 'companies/c3-0',
        time: '2020-01-01T00:00:00+08:00',
        data: { name: { zh: '新名' } },
      },
    ]);
    const { rows } = await fixture.registers.page('companies', asOf, {
      limit: 50,
      ...(first.next && { after: first.next }),
    });
    expect([...first.rows, ...rows]).toHaveLength(COMPANIES.length);
    expect(await found('新名')).toEqual([]);
    asOf = await fixture.registers.asOf('2026-06-01');
    expect(await found('新名')).toEqual(['c3-0']);
    expect(await found('a\\b')).toEqual(['c3-0', 'c3-1']);
  });

  it('takes at most a thousand rows a page, and at least one', async () => {
    const { rows } = await fixture.registers.page('terms', asOf, { limit: PAGE_SIZE_MAX + 1 });
    expect(rows.length).toBeLessThanOrEqual(PAGE_SIZE_MAX);
    expect((await fixture.registers.page('terms', asOf, { limit: 0 })).rows).toHaveLength(1);
  });

  it('orders cases by the instant that they were opened, whatever offset it is written with', async () => {
    const { rows } = await fixture.registers.page('enforcement', asOf, {
      filters: { company: 'c1-0' },
      sort: '-from',
      limit: 10,
    });
    expect(rows.map(({ from }) => from)).toEqual([
      '2026-02-11T23:00:00-05:00',
      '2026-02-12T08:00:00+08:00',
      '2026-02-12T00:00:00Z',
    ]);
  });

  it('tells open cases from closed ones and from listings', async () => {
    const count = async (filters: Record<string, string>) =>
      (await page('enforcement', { filters })).rows.length;
    expect(await count({ active: 'false' })).toBe(1);
    expect(await count({ active: 'true' })).toBe(CASES.length);
    expect(await count({ kind: 'restriction' })).toBe(1);
    expect(await count({ measure: 'warning', company: 'c1-0' })).toBe(3);
    expect(await count({ measure: 'fine' })).toBe(0);
  });

  it('finds names literally, in either case and width', async () => {
    expect(await found('%')).toEqual(['a-late-one', 'c0-0', 'c0-1']);
    expect(await found('_')).toEqual(['c1-0', 'c1-1']);
    expect(await found('abc公司(北京)')).toEqual(['c2-0', 'c2-1']);
    expect(await found('ＡＢＣ')).toEqual(['c2-0', 'c2-1']);
    expect(await found('ZHIPU')).toEqual(['c4-0', 'c4-1', 'c5-0', 'c5-1']);
    expect(await found("'; drop table compliance.register_row; --")).toEqual([]);
  });

  it('refuses filters, sorts and page ends that the register does not have', async () => {
    const asked = (selection: RowSelection & { after?: PageEnd }) =>
      fixture.registers.page('enforcement', asOf, { limit: 5, ...selection });
    for (const filters of [{ colour: 'red' }, { constructor: 'x' }, { active: 'yes' }]) {
      await expect(asked({ filters })).rejects.toThrow(InvalidFilter);
    }
    await expect(asked({ filters: { kind: 'Case' } })).rejects.toThrow(InvalidFilter);
    await expect(asked({ filters: { company: 'a\0b' } })).rejects.toThrow(InvalidFilter);
    await expect(asked({ sort: 'row; select 1' })).rejects.toThrow(InvalidSort);
    await expect(asked({ sort: '--from' })).rejects.toThrow(InvalidSort);
    await expect(asked({ after: { sort: 'never', key: 'x' } })).rejects.toThrow(InvalidPageEnd);
    await expect(asked({ after: { sort: 'infinity', key: '\0' } })).rejects.toThrow(InvalidPageEnd);
  });

  it('lists the built-in terms at all times, beside those that were defined', async () => {
    await fixture.tell([
      {
        type: 'term.defined',
        subject: 'terms/fact.uses-voices',
        time: '2026-01-01T00:00:00Z',
        data: { kind: 'fact', name: 'uses-voices', label: { zh: '使用声音', en: 'uses voices' } },
      },
    ]);
    const terms = async (validAt: string) => {
      const { rows } = await fixture.registers.page(
        'terms',
        await fixture.registers.asOf(validAt),
        {
          filters: { kind: 'fact' },
          limit: PAGE_SIZE_MAX,
        },
      );
      return rows;
    };
    const [early, late] = [await terms('0001-06-01'), await terms('2026-06-01')];
    expect(early.every(({ builtIn }) => builtIn)).toBe(true);
    expect(early.length).toBeGreaterThan(0);
    expect(late).toHaveLength(early.length + 1);
    expect(late.find(({ builtIn }) => !builtIn)?.name).toBe('uses-voices');
  });
});
