import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import { importFile, importTemplate } from '#libs/importers';
import type { ImportReport } from '#libs/importers';
import type { ImportDesk } from './importing.js';
import { openImportDesk } from './importing.js';

const COMPANY = {
  type: 'company.registered',
  subject: 'companies/bytedance',
  time: '2012-03-09',
  'data.name.zh': '字节跳动',
  'data.jurisdiction': 'CN',
};
const SYSTEM = {
  type: 'system.introduced',
  subject: 'systems/seedance-2.0',
  time: '2026-02-07T00:00:00+08:00',
  'data.company': 'bytedance',
  'data.name.en': 'Seedance 2.0',
  'data.kind': 'model',
};

type Row = Readonly<Record<string, string>>;

/** A table with all the columns that some of its rows have. */
function table(...rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]);
}

describe('A table of events', () => {
  let desk: ImportDesk;
  beforeAll(async () => {
    desk = await openImportDesk();
    expect(await desk.import('first.csv', table(COMPANY, SYSTEM))).toMatchObject({
      kind: 'event-table',
      rows: 2,
      taken: 2,
      recorded: 2,
      reported: [],
    });
  });
  afterAll(() => desk.close());

  const imported = (content: string): Promise<ImportReport> => desk.import('table.csv', content);
  const at = (timeZone: string, content: string): Promise<ImportReport> =>
    importFile(
      { name: 'table.csv', bytes: Buffer.from(content) },
      { ...desk, actor: 'importer', timeZone },
    );
  const last = async (subject: string) => (await desk.events(subject)).at(-1);
  const wrong = async (row: Row) => {
    const { reported, recorded } = await imported(table(row));
    expect([recorded, reported.length]).toEqual([0, 1]);
    return reported[0];
  };

  it('records each row, with its fields by their types and its evidence', async () => {
    const row = {
      type: 'measure.adopted',
      subject: 'systems/seedance-2.0',
      time: '2026-02-12T00:00:00+08:00',
      'data.measure': 'label.explicit',
      'data.media': 'video; audio；text',
      'data.months': '6',
      'data.note': 'As the page says, "visible".',
      'evidence.url': 'https://example.org/1',
      'evidence.publisher': 'The desk',
      'evidence.tier': 'press',
      'evidence.access': 'read',
      'evidence.2.file.sha256': 'a'.repeat(64),
      'evidence.2.file.name': 'note.pdf',
      'evidence.2.file.mediaType': 'application/pdf',
      'evidence.2.file.bytes': '1234',
      'evidence.2.publisher': 'The desk',
      'evidence.2.tier': 'internal',
      'evidence.2.access': 'read',
    };
    expect(await imported(table(row))).toMatchObject({ recorded: 1, reported: [] });
    expect(await last('systems/seedance-2.0')).toMatchObject({
      type: 'measure.adopted',
      time: '2026-02-12T00:00:00+08:00',
      source: 'urn:edict:event-table',
      actor: 'importer',
      data: {
        measure: 'label.explicit',
        media: ['video', 'audio', 'text'],
        months: 6,
        note: 'As the page says, "visible".',
        evidence: [
          { url: 'https://example.org/1', publisher: 'The desk', tier: 'press', access: 'read' },
          {
            file: {
              sha256: 'a'.repeat(64),
              name: 'note.pdf',
              mediaType: 'application/pdf',
              bytes: 1234,
            },
            publisher: 'The desk',
            tier: 'internal',
            access: 'read',
          },
        ],
      },
    });
  });

  it('adds nothing where it is imported again, or says the same twice', async () => {
    const row = { ...COMPANY, subject: 'companies/twice' };
    expect(await imported(table(row, row))).toMatchObject({ rows: 2, recorded: 1, duplicates: 1 });
    expect(await imported(table(row))).toMatchObject({ recorded: 0, duplicates: 1 });
  });

  it.each([
    ['2026-02-10', '2026-02-10T00:00:00+08:00', 'day'],
    ['2026-02', '2026-02-01T00:00:00+08:00', 'month'],
    ['2026', '2026-01-01T00:00:00+08:00', 'year'],
    ['2026-02-10T09:00:00Z', '2026-02-10T09:00:00Z', undefined],
  ])('reads %s as %s, known to the %s', async (cell, time, precision) => {
    const subject = `companies/time-${cell.toLowerCase().replaceAll(':', '-')}`;
    await at('Asia/Shanghai', table({ ...COMPANY, subject, time: cell }));
    const event = await last(subject);
    expect(event?.time).toBe(time);
    expect(event?.data['timePrecision']).toBe(precision);
  });

  it('takes facts by a column each, as their words are declared', async () => {
    const facts = {
      'data.facts.public-opinion': 'TRUE',
      'data.facts.monthly-users': '100000',
      'data.facts.capabilities': 'text-generation; dialogue',
      'data.facts.audience': 'null',
    };
    const described = { type: 'system.described', subject: SYSTEM.subject, time: '2026-02-08' };
    expect(await imported(table({ ...described, ...facts }))).toMatchObject({ reported: [] });
    expect((await last(SYSTEM.subject))?.data['facts']).toEqual({
      'public-opinion': true,
      'monthly-users': 100_000,
      capabilities: ['text-generation', 'dialogue'],
      audience: null,
    });
  });

  it('takes JSON where a field is neither text nor list', async () => {
    const corrected = {
      type: 'event.corrected',
      subject: 'companies/bytedance',
      time: '2026-02-08',
      'data.event.source': 'urn:edict:event-table',
      'data.event.id': String((await desk.events('companies/bytedance'))[0]?.id),
      'data.reason': 'Its name in English.',
      'data.data': '{"name":{"en":"ByteDance"},"jurisdiction":"CN"}',
    };
    expect(await imported(table(corrected))).toMatchObject({ recorded: 1, reported: [] });
    expect((await last('companies/bytedance'))?.data['data']).toEqual({
      name: { en: 'ByteDance' },
      jurisdiction: 'CN',
    });
  });

  it('has ids and sources of its own where it gives them', async () => {
    const row = { ...COMPANY, subject: 'companies/named', id: 'my-1', source: 'urn:my:desk' };
    await imported(table(row));
    expect(await last('companies/named')).toMatchObject({ id: 'my-1', source: 'urn:my:desk' });
    const other = { ...row, 'data.jurisdiction': 'US' };
    expect(await wrong(other)).toMatchObject({ code: 'id-reused' });
  });

  it('numbers rows as a spreadsheet does, and passes over blank rows and remarks', async () => {
    const lines = table(
      { ...COMPANY, subject: 'companies/row-2' },
      { ...COMPANY, subject: 'nowhere/row-3' },
    ).split('\n');
    const content = [lines[0], '', '# remark,,,,', lines[1], ',,,,', lines[2], ''].join('\n');
    expect(await imported(content)).toMatchObject({
      rows: 2,
      recorded: 1,
      reported: [{ row: 6, code: 'invalid-event' }],
    });
  });

  it('takes what a spreadsheet needs a guard for without it', async () => {
    const row = {
      ...COMPANY,
      subject: 'companies/guarded',
      'data.name.en': "'=SUM Ltd",
      'data.name.zh': "'名",
      'data.identifiers.cacEntity': "'0108413760701",
    };
    expect(await imported(table(row))).toMatchObject({ reported: [] });
    expect((await last('companies/guarded'))?.data).toMatchObject({
      name: { en: '=SUM Ltd', zh: "'名" },
      identifiers: { cacEntity: '0108413760701' },
    });
  });

  it('writes nothing in a dry run', async () => {
    const { position } = await desk.ledger.head();
    const row = { ...COMPANY, subject: 'companies/dry' };
    expect(await desk.import('table.csv', table(row), true)).toMatchObject({ recorded: 1 });
    expect((await desk.ledger.head()).position).toBe(position);
  });

  it.each<[string, Row, string, string]>([
    ['no type', { ...COMPANY, type: '' }, 'unknown-type', 'names no event type'],
    ['an unknown type', { ...COMPANY, type: 'company.sold' }, 'unknown-type', 'company.sold'],
    ['no subject', { ...COMPANY, subject: '' }, 'invalid-event', 'subject must not be empty'],
    ['no time', { ...COMPANY, time: '' }, 'invalid-event', 'time must not be empty'],
    ['a day of a spreadsheet', { ...COMPANY, time: '2026/2/10' }, 'invalid-event', 'RFC 3339'],
    ['30 February', { ...COMPANY, time: '2026-02-30' }, 'invalid-event', 'RFC 3339'],
    ['a field too little', { ...COMPANY, 'data.jurisdiction': '' }, 'invalid-event', 'required'],
    [
      'a field of another type',
      { ...COMPANY, 'data.feature': 'voice' },
      'unknown-column',
      'company.registered has no data.feature',
    ],
    ['a field of a field', { ...COMPANY, 'data.jurisdiction.zh': 'x' }, 'unknown-column', 'has no'],
    [
      'an unknown evidence',
      { ...COMPANY, 'evidence.link': 'x' },
      'unknown-column',
      'evidence.link',
    ],
    ['half an evidence', { ...COMPANY, 'evidence.url': 'https://x.org' }, 'invalid-event', 'publ'],
    ['broken JSON', { ...COMPANY, 'data.aliases': '["a"' }, 'malformed-json', 'data.aliases'],
    [
      'a number that is none',
      {
        type: 'calendar.published',
        subject: 'calendars/cn',
        time: '2025-11-04',
        'data.year': '2,026',
        'data.daysOff': '[]',
        'data.workingWeekendDays': '[]',
        'data.notice': 'n',
      },
      'invalid-event',
      'must be a whole number',
    ],
    [
      'an unknown subject',
      { type: 'feature.removed', subject: 'systems/none', time: '2026-01-01', 'data.feature': 'x' },
      'unknown-subject',
      'none',
    ],
  ])('reports a row with %s', async (_, row, code, text) => {
    const reported = await wrong(row);
    expect(reported).toMatchObject({ row: 2, code });
    expect(reported?.text).toContain(text);
  });

  it('reports a row with more cells than columns', async () => {
    const content = `${table({ ...COMPANY, subject: 'companies/wide' }).trim()},more\n`;
    expect(await imported(content)).toMatchObject({ reported: [{ code: 'unknown-column' }] });
  });

  it.each([
    [{ ...COMPANY, colour: 'red' }, 'colour'],
    [{ ...COMPANY, 'data.': 'x' }, 'data.'],
    [{ ...COMPANY, 'data.__proto__.x': 'x' }, '__proto__'],
    [{ ...COMPANY, 'evidence.21.url': 'x' }, 'evidence.21.url'],
    [{ ...COMPANY, 'evidence.1': 'x' }, 'evidence.1'],
  ])('is not read at all with a column that no event has: %j', async (row, named) => {
    await expect(imported(table(row as Row))).rejects.toMatchObject({
      reason: 'unknown-header',
      detail: expect.stringContaining(named),
    });
  });

  it('is not read at all with a column that stands twice', async () => {
    await expect(imported('type,subject,time,data.x,data.x\n')).rejects.toMatchObject({
      reason: 'unknown-header',
    });
  });
});

describe('The template of an event type', () => {
  it('is none where there is no such type', () => {
    expect(importTemplate('company.sold')).toBeUndefined();
    expect(importTemplate('__proto__')).toBeUndefined();
  });

  it('as it stands records nothing', async () => {
    const desk = await openImportDesk();
    const { headers = [], rows = [] } = importTemplate('feature.suspended') ?? {};
    const lines = rows.map((row) => headers.map((header) => row[header] ?? ''));
    const report = await desk.import('t.csv', stringify([[...headers], ...lines], { bom: true }));
    expect(report).toMatchObject({ kind: 'event-table', rows: 0, recorded: 0, reported: [] });
    await desk.close();
  });
});
