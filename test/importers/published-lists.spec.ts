import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { ImportDesk } from './importing.js';
import { openImportDesk } from './importing.js';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const SHIPPED = new URL('../../data/filings/to-2026-03.csv', import.meta.url);
/** In the order in which they were published. */
const LISTS = [
  { file: 'recommendation-2022-08.docx', heading: '算法类别', month: '2022-08', rows: 30 },
  { file: 'synthesis-2023-06.docx', heading: '角色', month: '2023-06', rows: 41 },
  { file: 'recommendation-2025-05.docx', heading: '算法类别', month: '2025-05', rows: 10 },
] as const;

/** All 33 lists as published: a folder with the .docx files and their index beside it. */
const ALL_LISTS = process.env['EDICT_TEST_CAC_LISTS'] ?? '';

describe('lists as the CAC published them', () => {
  let desk: ImportDesk;

  beforeAll(async () => {
    desk = await openImportDesk();
  });
  afterAll(() => desk.close());

  it('are taken row by row, all but the number of 22 digits', async () => {
    for (const { file, rows } of LISTS) {
      const report = await desk.import(file, readFileSync(new URL(file, FIXTURES)));
      expect(report).toMatchObject({ kind: 'filing-list', rows });
      expect(report.taken + report.reported.length).toBe(rows);
      const reported = report.reported.map(({ row, code }) => [row, code]);
      expect(reported).toEqual(
        file === 'recommendation-2022-08.docx' ? [[9, 'malformed-number']] : [],
      );
    }
  });

  it('add nothing when they are imported again', async () => {
    const before = await desk.ledger.head();
    for (const { file, rows } of LISTS) {
      const report = await desk.import(file, readFileSync(new URL(file, FIXTURES)));
      expect(report).toMatchObject({ rows, recorded: 0, duplicates: report.taken });
    }
    expect(await desk.ledger.head()).toEqual(before);
  });

  it('give the same events as the facts that ship with Edict', async () => {
    const shipped = await openImportDesk();
    await shipped.import('filings.csv', shippedRowsOf(LISTS));
    const identities = async (from: ImportDesk) =>
      (await from.events()).map(({ source, id, time, data }) => ({ source, id, time, data }));
    expect(await identities(shipped)).toEqual(await identities(desk));
    for (const { file } of LISTS) {
      const report = await shipped.import(file, readFileSync(new URL(file, FIXTURES)));
      expect(report.recorded).toBe(0);
    }
    await shipped.close();
  });

  it('agree on numbers that both series list: one filing, its role learned later', async () => {
    const events = await desk.events('algorithms/110108413760701220011');
    expect(events.map(({ type, data }) => [type, data['category'], data['changes']])).toEqual([
      ['algorithm.registered', 'generation-synthesis', undefined],
      ['algorithm.changed', undefined, { role: 'service-provider' }],
    ]);
  });

  (ALL_LISTS === '' ? it.skip : it)(
    'have exactly the rows of the index, all 33 of them (EDICT_TEST_CAC_LISTS)',
    async () => {
      const all = await openImportDesk();
      const index = new Map(indexOf(join(ALL_LISTS, '..', 'cac_lists.csv')));
      const files = readdirSync(ALL_LISTS).filter((file) => file.endsWith('.docx'));
      expect(files.length).toBe(33);
      for (const round of ['first', 'again']) {
        for (const file of files) {
          const report = await all.import(file, readFileSync(join(ALL_LISTS, file)));
          expect([file, report.rows]).toEqual([file, index.get(file)]);
          expect(report.taken + report.reported.length).toBe(report.rows);
          if (round === 'again') expect(report.recorded).toBe(0);
        }
      }
      await all.close();
    },
    400_000,
  );
});

/** The shipped rows of some lists, as a file of its own. */
function shippedRowsOf(lists: readonly { heading: string; month: string }[]): string {
  const [header = '', ...lines] = readFileSync(SHIPPED, 'utf8').split('\n');
  const columns = header.split(',');
  const kept = lines.filter((line) =>
    lists.some(({ heading, month }) => {
      const [cells = []]: string[][] = parse(line);
      return cells[0] === month && cells[columns.indexOf(heading)] !== '';
    }),
  );
  return [header, ...kept].join('\n');
}

function indexOf(path: string): [string, number][] {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true, bom: true });
  return rows.map((row) => [row['file'] ?? '', Number(row['rows'])]);
}
