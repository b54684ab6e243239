import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventWords, RegisterRow } from '#libs/compliance';
import { createDataSource, createPool, inTransaction } from '#libs/database';
import { corrected, RegistersFixture } from './registers-fixture.js';

const INSERT = `insert into compliance.register_row (register, subject, key, "row", words,
    valid_from, valid_to, known_from, known_to)
  values ('companies', 'companies/x', 'x', '{}', '', $1, $2, $3, $4)`;

describe('the bitemporal table of registers', () => {
  let fixture: RegistersFixture;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
  });

  afterAll(() => fixture.close());

  it('is described by its entities exactly', async () => {
    const source = createDataSource({ url: fixture.url, entities: [RegisterRow, EventWords] });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('refuses two rows of one thing at one moment of both times', async () => {
    await fixture.pool.query(INSERT, ['2026-01-01', 'infinity', 5, 10]);
    for (const [from, to, knownFrom, knownTo] of [
      ['2026-01-01', 'infinity', 5, 10],
      ['2025-01-01', '2026-01-02', 9, 20],
      ['2030-01-01', 'infinity', 1, 6],
    ]) {
      await expect(fixture.pool.query(INSERT, [from, to, knownFrom, knownTo])).rejects.toThrow(
        /register_row_one_at_a_time/,
      );
    }
    await fixture.pool.query(INSERT, ['2026-01-01', 'infinity', 10, 20]);
    await fixture.pool.query(INSERT, ['2025-01-01', '2026-01-01', 5, 10]);
    await expect(fixture.pool.query(INSERT, ['2024-01-02', '2024-01-02', 5, 10])).rejects.toThrow(
      /register_row_valid/,
    );
    await fixture.forget();
  });

  it('is written by the worker only', async () => {
    const { url } = fixture;
    const app = createPool({ url, applicationName: 'app', role: 'edict_app', max: 1 });
    const worker = createPool({ url, applicationName: 'worker', role: 'edict_worker', max: 1 });
    await expect(app.query('delete from compliance.register_row')).rejects.toThrow(/permission/);
    await expect(app.query(INSERT, ['2026-01-01', 'infinity', 1, 2])).rejects.toThrow(/permission/);
    await app.query('select from compliance.register_row, compliance.event_words limit 1');
    await worker.query(INSERT, ['2026-01-01', 'infinity', 1, 2]);
    await fixture.forget();
    await Promise.all([app.end(), worker.end()]);
  });

  it('changes nothing in place but until when a row was known', async () => {
    const subject = 'companies/steady';
    const name = (text: string) => ({ name: { en: text }, jurisdiction: 'CN' });
    const time = '2020-01-01T00:00:00Z';
    await fixture.tell([
      { id: 'r', type: 'company.registered', subject, time, data: name('A') },
      { type: 'company.renamed', subject, time: '2022-01-01T00:00:00Z', data: name('B') },
    ]);
    const before = await stored(subject);
    const position = await fixture.tell([corrected('r', subject, { data: name('C') })]);
    const after = await stored(subject);
    expect(after.slice(0, before.length)).toEqual(
      before.map((row) => (row.known_to === OPEN ? { ...row, known_to: position } : row)),
    );
    expect(after.slice(before.length).every((row) => row.known_from === position)).toBe(true);
  });

  it('is empty again after a reset, and the same once all is projected again', async () => {
    const { pool, projection, registers } = fixture;
    const asOf = await registers.asOf();
    const before = await fixture.allRows(asOf);
    await inTransaction(pool, async (transaction) => {
      await projection.reset(transaction);
      await transaction.query('update ledger.projection set position = 0');
    });
    expect(await fixture.allRows(asOf)).toEqual([]);
    await fixture.project([7]);
    expect(await fixture.allRows(asOf)).toEqual(before);
  });

  const OPEN = Number.MAX_SAFE_INTEGER;

  async function stored(subject: string) {
    const { rows } = await fixture.pool.query<{ known_from: number; known_to: number }>(
      'select * from compliance.register_row where subject = $1 order by id',
      [subject],
    );
    return rows;
  }
});
