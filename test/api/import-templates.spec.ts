import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { wrongs } from './setup/body.js';
import { RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
});
afterAll(() => server.close());

function upload(content: string, query = '') {
  const body = new FormData();
  body.append('file', new Blob([content]), 'table.csv');
  return server.ask(`/v1/imports${query}`, { method: 'POST', body });
}

describe('A template', () => {
  it('is a table for a spreadsheet, with what each column means and an example', async () => {
    const { status, headers, text } = await server.ask(
      '/v1/import-templates/feature.suspended.csv',
    );
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(headers.get('content-disposition')).toBe('attachment; filename="feature.suspended.csv"');
    const [head, meaning, example, ...rest] = parse(text, { bom: true });
    expect(head?.slice(0, 6)).toEqual([
      'type',
      'subject',
      'time',
      'data.feature',
      'data.reason',
      'data.by',
    ]);
    expect(meaning?.[0]).toMatch(/^# required: the event type/);
    expect(example?.[0]).toBe('# feature.suspended');
    expect(rest).toEqual([]);
  });

  it('begins with a byte order mark unless plain values are asked for', async () => {
    const first = async (query: string) => {
      const response = await fetch(
        `${server.url}/v1/import-templates/company.registered.csv${query}`,
        { headers: { authorization: 'Bearer a-key-for-specs-only' } },
      );
      return Buffer.from(await response.arrayBuffer())
        .subarray(0, 3)
        .toString('hex');
    };
    expect(await first('')).toBe('efbbbf');
    expect(await first('?profile=data')).toBe(Buffer.from('typ').toString('hex'));
  });

  it('filled in is imported, days in the time zone of the house', async () => {
    const { text } = await server.ask('/v1/import-templates/company.registered.csv');
    const [head = []] = parse(text, { bom: true });
    const filled: Record<string, string> = {
      type: 'company.registered',
      subject: 'companies/acme',
      time: '2026-02-10',
      'data.name.en': 'Acme',
      'data.jurisdiction': 'CN',
    };
    const row = head.map((column) => filled[column] ?? '').join(',');
    const content = `${text}${row}\r\n`;
    expect((await upload(content, '?dryRun=true')).json).toMatchObject({ recorded: 1 });
    const { json } = await upload(content);
    expect(json).toMatchObject({
      file: 'table.csv',
      kind: 'event-table',
      rows: 1,
      taken: 1,
      recorded: 1,
      reported: [],
    });
    expect((await server.ask('/v1/events/1')).json).toMatchObject({
      time: '2026-02-10T00:00:00+08:00',
      data: { name: { en: 'Acme' }, jurisdiction: 'CN', timePrecision: 'day' },
    });
    expect((await upload(content)).json).toMatchObject({ recorded: 0, duplicates: 1 });
  });

  it.each(['nothing.csv', 'company.registered', 'company.registered.xlsx', '.csv'])(
    'is none at %s',
    async (file) => {
      expect((await server.ask(`/v1/import-templates/${file}`)).status).toBe(404);
    },
  );

  it('takes no other parameter', async () => {
    const { json } = await server.ask('/v1/import-templates/feature.removed.csv?limit=1');
    expect(wrongs(json)).toEqual(['/query/limit unknown-parameter']);
  });

  it('filled in wrongly is reported row by row, and a wrong column refuses the table', async () => {
    const table = 'type,subject,time,data.name.en\ncompany.registered,companies/x,2026,X\n';
    expect((await upload(table)).json).toMatchObject({
      recorded: 0,
      reported: [{ row: 2, code: 'invalid-event' }],
    });
    const { status, json } = await upload('type,subject,time,colour\n');
    expect([status, json.code, wrongs(json)]).toEqual([
      400,
      'unreadable-file',
      ['/file unknown-header'],
    ]);
  });
});
