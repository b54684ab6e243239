import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { createPool } from '../pool.js';
import { TableCopy } from './table-copy.js';

interface Loaded {
  readonly word: string | null;
  readonly small: number;
  readonly large: number;
  readonly yes: boolean;
  readonly at: number | null;
  readonly on: string | null;
  readonly numbers: readonly number[];
  readonly words: readonly string[];
}

const COLUMNS = ['word', 'small', 'large', 'yes', 'at', 'on', 'numbers', 'words'];
const SAFE = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

describe('rows that are copied into a table', () => {
  let pool: pg.Pool;
  beforeAll(async () => {
    const { url } = await createTestDatabase();
    pool = createPool({ url, applicationName: 'loading', max: 3 });
    await pool.query(
      `create table loaded (
         place integer generated always as identity, word text, small integer not null,
         large bigint not null, yes boolean not null, at timestamptz, "on" date,
         numbers bigint[] not null, words text[] not null
       )`,
    );
  });
  afterAll(() => pool.end());

  const copyOf = () =>
    TableCopy.into(pool, { schema: 'public', table: 'loaded', columns: COLUMNS });

  const load = async (rows: readonly Loaded[]): Promise<void> => {
    const copy = await copyOf();
    for (const row of rows) {
      copy.rows
        .row(COLUMNS.length)
        .text(row.word ?? undefined)
        .integer(row.small)
        .bigint(row.large)
        .boolean(row.yes)
        .instant(row.at ?? undefined)
        .day(row.on ?? undefined)
        .bigints(row.numbers)
        .texts(row.words);
      await copy.flush();
    }
    await copy.finish();
  };

  const stored = async (): Promise<readonly Loaded[]> => {
    const { rows } = await pool.query<Omit<Loaded, 'at'> & { at: Date | number | null }>(
      `select word, small, large, yes, at, "on"::text as "on", numbers, words
       from loaded order by place`,
    );
    await pool.query('truncate loaded');
    return rows.map((row) => ({ ...row, at: row.at instanceof Date ? row.at.getTime() : row.at }));
  };

  const text = fc
    .string({ unit: 'grapheme', maxLength: 40 })
    .map((one) => one.replaceAll(/\0|\p{Surrogate}/gu, ''));
  const instant = fc.oneof(
    fc
      .date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((one) => one.getTime()),
    fc.constantFrom(Infinity, -Infinity),
  );
  const day = fc
    .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((one) => one.toISOString().slice(0, 10));
  const row: fc.Arbitrary<Loaded> = fc.record({
    word: fc.option(
      fc.oneof(text, fc.constantFrom('\\N', '\t\n\r', '中文 🎬', 'x'.repeat(90_000))),
    ),
    small: fc.integer(),
    large: fc.integer(SAFE),
    yes: fc.boolean(),
    at: fc.option(instant),
    on: fc.option(day),
    numbers: fc.array(fc.integer(SAFE), { maxLength: 5 }),
    words: fc.array(text, { maxLength: 4 }),
  });

  it('are there as they were given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        await load(rows);
        expect(await stored()).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });

  it('are there by the thousand', async () => {
    const [one] = fc.sample(row, { numRuns: 1, seed: 1 });
    const many = Array.from({ length: 20_000 }, (_, small) => ({ ...one, word: 'w', small }));
    await load(many as readonly Loaded[]);
    const { rows } = await pool.query('select count(*) as count, max(small) as last from loaded');
    expect(rows).toEqual([{ count: 20_000, last: 19_999 }]);
    await pool.query('truncate loaded');
  });

  it('are not there where one is not of the columns, and whoever waits is told', async () => {
    const copy = await copyOf();
    copy.rows.row(2).text('a').integer(1);
    await expect(copy.finish()).rejects.toThrow('row field count is 2, expected 8');
    expect(await stored()).toEqual([]);
  });

  it('are not there where they were given up, and other rows find a connection', async () => {
    const given = await copyOf();
    given.rows.row(COLUMNS.length);
    given.abandon();
    given.abandon();
    await load([]);
    expect(await stored()).toEqual([]);
  });
});
