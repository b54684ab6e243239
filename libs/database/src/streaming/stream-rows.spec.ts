import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type pg from 'pg';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { createPool } from '../pool.js';
import type { BinaryRow } from './copied-rows.js';
import { copyBinary } from './copy-binary.js';
import { inlined } from './inlined.js';
import { copyRows, streamRows } from './stream-rows.js';

const HOSTILE = [
  `'; drop table ledger.event; --`,
  `\\'; select 1; --`,
  `\\`,
  `$1 $2 $$ $x$`,
  `" \n \r\n , ; -- /* */`,
  `E'\\x27'`,
  `中文 🎬 \u200b \u0007`,
  ``,
];

describe('a statement whose rows are streamed', () => {
  let pool: pg.Pool;
  beforeAll(async () => {
    const { url } = await createTestDatabase();
    pool = createPool({ url, applicationName: 'streaming', max: 2 });
  });
  afterAll(() => pool.end());

  const all = (parts: AsyncIterable<unknown>) => Readable.from(parts).toArray();
  const copied = async (statement: { text: string; values: readonly unknown[] }) =>
    parse(await text(Readable.from(copyRows(pool, statement))), {
      record_delimiter: '\n',
    }) as readonly (readonly string[])[];

  it.each(HOSTILE)('takes the value %j for what it is', async (value) => {
    const statement = { text: 'select $1::text, $2::text, $1::text', values: [value, 'x$1'] };
    expect(await copied(statement)).toEqual([[value, 'x$1', value]]);
  });

  it.each(['on', 'off'])('takes any text with standard_conforming_strings %s', async (setting) => {
    const client = await pool.connect();
    try {
      await client.query(`set standard_conforming_strings = ${setting}`);
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.string({
              unit: fc.oneof(
                fc.constantFrom("'", '\\', '$', '1', '"', 'E', ';', '-', '中', '\n'),
                fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
              ),
            }),
          ),
          async (values) => {
            const given = values.map((value) => value.replaceAll('\0', ''));
            const { rows } = await client.query<{ taken: string[] }>(
              inlined({ text: 'select $1::text[] as taken', values: [given] }),
            );
            expect(rows).toEqual([{ taken: given }]);
          },
        ),
        { numRuns: 60 },
      );
    } finally {
      client.release(true);
    }
  });

  it('takes lists, numbers, nothing and objects', async () => {
    const statement = {
      text: `select array_to_json($1::text[]), $2::bigint + 1, $3::text is null, $4::jsonb ->> 'a''b', array_to_json($5::text[])`,
      values: [["a'b", 'c,d'], 41, undefined, { "a'b": 'x"y' }, []],
    };
    expect(await copied(statement)).toEqual([[`["a'b","c,d"]`, '42', 't', 'x"y', '[]']]);
  });

  it('refuses a NUL and a placeholder without value', () => {
    expect(() => inlined({ text: 'select $1', values: ['a\0'] })).toThrow(RangeError);
    expect(() => inlined({ text: 'select $2', values: ['a'] })).toThrow('$2 has no value');
  });

  it('gives rows as values, in constant memory', async () => {
    let sum = 0;
    const statement = {
      text: 'select n from generate_series(1, $1::bigint) as n',
      values: [5_000],
    };
    for await (const { n } of streamRows<{ n: number }>(pool, statement)) sum += n;
    expect(sum).toBe((5_000 * 5_001) / 2);
  });

  it('gives values in binary form, byte by byte, and goes on with the connection', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const client = await pool.connect();
    try {
      const text = `select decode($1, 'hex'), null, n::integer from generate_series(1, 2) as n`;
      const statement = { text, values: [bytes.toString('hex')] };
      const copied = await copyBinary(client, statement);
      const rows: BinaryRow[] = [];
      while (copied.next()) rows.push(copied.row());
      const number = (last: number) => Buffer.from([0, 0, 0, last]);
      expect(rows).toEqual([
        [bytes, null, number(1)],
        [bytes, null, number(2)],
      ]);
      expect(copied.next()).toBe(false);
      expect([0, 1, 2].map((column) => copied.lengthOf(column))).toEqual([256, 0, 4]);
      const none = await copyBinary(client, { text: 'select 1 where false', values: [] });
      expect(none.next()).toBe(false);
      const broken = copyBinary(client, { text: 'select 1 / 0', values: [] });
      await expect(broken).rejects.toThrow('division by zero');
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      client.release();
    }
  });

  it('keeps no connection that was given up half-way', async () => {
    const endless = { text: 'select generate_series(1, $1::bigint) as n', values: [1e9] };
    for (let round = 0; round < 4; round += 1) {
      for await (const row of streamRows<{ n: number }>(pool, endless)) {
        if (row.n === 3) break;
      }
      for await (const part of copyRows(pool, endless)) {
        expect(part.length).toBeGreaterThan(0);
        break;
      }
    }
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(pool.totalCount).toBe(1);
  });

  it('fails as the statement fails, at its start and half-way', async () => {
    const broken = { text: 'select 1 / (n - 3000) from generate_series(1, 9000) as n', values: [] };
    await expect(copied(broken)).rejects.toThrow('division by zero');
    await expect(copied({ text: 'select nothing', values: [] })).rejects.toThrow('does not exist');
    const rows = streamRows(pool, broken);
    await expect(all(rows)).rejects.toThrow('division by zero');
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('ends where it is aborted, also while nothing comes', async () => {
    const slow = { text: 'select pg_sleep(30)', values: [] };
    const began = performance.now();
    await expect(all(copyRows(pool, slow, AbortSignal.timeout(50)))).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(performance.now() - began).toBeLessThan(20_000);
    const aborted = AbortSignal.abort(new Error('not wanted'));
    await expect(all(copyRows(pool, slow, aborted))).rejects.toThrow('not wanted');
  });

  it('may write nothing', async () => {
    const writing = {
      text: `select * from set_config('a.b', '1', true), lateral (select nextval('s')) as x`,
      values: [],
    };
    await pool.query('create sequence if not exists s');
    await expect(copied(writing)).rejects.toThrow('read-only transaction');
  });
});
