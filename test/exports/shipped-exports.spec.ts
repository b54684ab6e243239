import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { datasetNamed, DATASETS, exportsOf } from '#libs/exports';
import type { DatasetName, ExportMoment, ExportWriter } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import type pg from 'pg';
import { RunningServer } from '../api/setup/running-server.js';
import { importShippedWeek } from '../api/setup/shipped-week.js';
import { bytesOf, headersOf, rowsOf } from './exported.js';
import type { CsvRow } from './exported.js';

/** Later than all that is recorded, so that changes have been met by the clock of the ledger. */
const VALID_AT = new Date(Date.now() + 3_600_000).toISOString();
/** Columns of lists that an export tells otherwise, or that change with every day. */
const OWN_OF_LISTS: Partial<Record<DatasetName, readonly string[]>> = {
  'company-status': ['daysLate', 'needs', 'because'],
  deadlines: ['daysLeft'],
  'status-history': ['because'],
};

describe('exports of the shipped facts', () => {
  let server: RunningServer;
  let pool: pg.Pool;
  let ledger: Ledger;
  let writer: ExportWriter;
  let asOf: ExportMoment;

  beforeAll(async () => {
    server = await RunningServer.start();
    await importShippedWeek(server);
    const { json } = await server.fresh('/v1/statuses?limit=1');
    asOf = { validAt: VALID_AT, position: json.asOf.position };
    pool = createPool({ url: server.databaseUrl, role: 'edict_app', applicationName: 'exports' });
    ledger = new Ledger(pool);
    writer = exportsOf(pool, ledger, { timeZone: 'Asia/Shanghai' });
  }, 120_000);

  afterAll(async () => {
    await ledger.close();
    await pool.end();
    await server.close();
  });

  const exported = (dataset: DatasetName) =>
    bytesOf(writer, { dataset, profile: 'data', mode: 'full', asOf });

  it.each(DATASETS.map(({ name }) => name))(
    'have every row of %s once, in the order of its key',
    async (name) => {
      const csv = await exported(name);
      const { key = [], columns = [] } = datasetNamed(name) ?? {};
      expect(headersOf(csv)).toEqual(columns.map(({ header }) => header));
      const isNumber = (header: string) =>
        columns.some((column) => column.header === header && column.datatype === 'integer');
      const keys = rowsOf(csv).map((row) =>
        key.map((header) => (isNumber(header) ? (row[header] ?? '').padStart(20) : row[header])),
      );
      const texts = keys.map((one) => one.join('\u0000'));
      expect(texts).toEqual([...new Set(texts)].sort(byBytes));
      if (name !== 'service-filings') expect(texts.length).toBeGreaterThan(0);
    },
  );

  it.each<readonly [DatasetName, string]>([
    ['company-status', 'statuses'],
    ['companies', 'companies'],
    ['systems', 'systems'],
    ['algorithm-registrations', 'algorithm-registrations'],
    ['feature-suspensions', 'feature-suspensions'],
    ['watermarking', 'watermarking'],
    ['deadlines', 'deadlines?within=9999m'],
    ['enforcement', 'enforcement'],
    ['incidents', 'incidents'],
    ['service-filings', 'service-filings'],
    ['obligations', 'obligations'],
    ['sources', 'sources'],
    ['events', 'events'],
    ['status-changes', 'status-changes'],
  ])('say of %s what the list at /v1/%s says', async (name, path) => {
    const isLedger = name === 'events';
    const times = isLedger ? '' : `&validAt=${VALID_AT}&knownAt=position:${asOf.position}`;
    const list = await server.ask(`/v1/${path}${path.includes('?') ? '' : '?'}${times}`, {
      headers: { accept: 'text/csv' },
    });
    expect(list.status).toBe(200);
    compare(name, await exported(name), list.text);
  });

  it('say of status-history what the list says of the period until then', async () => {
    const to = new Date(Date.parse(VALID_AT) + 1).toISOString();
    const path = `/v1/status-history?to=${to}&knownAt=position:${asOf.position}`;
    const list = await server.ask(path, { headers: { accept: 'text/csv' } });
    // Where the list cuts a segment off at the end of its period, the export leaves it open.
    const open = list.text.replaceAll(`,${to},`, ',,');
    compare('status-history', await exported('status-history'), open);
  });

  it.each(DATASETS.filter(({ filters }) => 'company' in filters).map(({ name }) => name))(
    'have of %s with a filter of companies the rows of these and no other',
    async (dataset) => {
      const companies = ['bytedance', 'kuaishou'];
      const filters = { company: companies };
      const question = { dataset, profile: 'data', mode: 'full', asOf } as const;
      const narrow = rowsOf(await bytesOf(writer, { ...question, filters }));
      const all = rowsOf(await exported(dataset));
      if (dataset === 'events') {
        const streams = new Set(narrow.map(({ subject = '' }) => subject));
        expect(streams).toContain('companies/bytedance');
        expect(streams).not.toContain('companies/bilibili');
        expect(narrow).toEqual(all.filter(({ subject = '' }) => streams.has(subject)));
        return;
      }
      const whose = dataset === 'companies' ? 'id' : 'company';
      expect(narrow).toEqual(all.filter((row) => companies.includes(row[whose] ?? '')));
    },
  );

  function compare(name: DatasetName, csv: Buffer, list: string): void {
    const own = OWN_OF_LISTS[name] ?? [];
    const shared = headersOf(list).filter((header) => !own.includes(header));
    expect(headersOf(csv)).toEqual(expect.arrayContaining(shared));
    const cells = (rows: readonly CsvRow[]) =>
      rows.map((row) => JSON.stringify(shared.map((header) => row[header]))).sort();
    expect(cells(rowsOf(csv))).toEqual(cells(rowsOf(list)));
  }
});

function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
