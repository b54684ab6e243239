import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImportDesk } from './importing.js';
import { openImportDesk } from './importing.js';

const REGISTERED = {
  specversion: '1.0',
  source: 'urn:test',
  id: 'a',
  type: 'company.registered',
  subject: 'companies/acme',
  time: '2026-01-01T00:00:00Z',
  data: { name: { en: 'Acme' }, jurisdiction: 'CN' },
};
const RENAMED = {
  ...REGISTERED,
  id: 'b',
  type: 'company.renamed',
  data: { name: { en: 'Acme Two' } },
};

describe('CloudEvents files', () => {
  let desk: ImportDesk;

  beforeEach(async () => {
    desk = await openImportDesk();
  });
  afterEach(() => desk.close());

  it('are read as one event, as an array and as lines', async () => {
    const forms = [
      JSON.stringify(REGISTERED, null, 2),
      JSON.stringify([REGISTERED, RENAMED], null, 2),
      `${JSON.stringify(REGISTERED)}\n\n${JSON.stringify(RENAMED)}\n`,
    ];
    const reports = [];
    for (const form of forms) reports.push(await desk.import('events.json', form));
    expect(reports).toMatchObject([
      { kind: 'cloudevents', rows: 1, taken: 1, recorded: 1, duplicates: 0 },
      { rows: 2, taken: 2, recorded: 1, duplicates: 1 },
      { rows: 2, taken: 2, recorded: 0, duplicates: 2 },
    ]);
  });

  it('are judged event by event, by line, and the good ones recorded', async () => {
    const lines = [
      JSON.stringify(REGISTERED),
      '{"specversion": ',
      JSON.stringify({ ...RENAMED, id: 'c', data: { name: {}, colour: 'red' } }),
      '',
      JSON.stringify({ ...RENAMED, id: 'd', subject: 'companies/nobody' }),
      JSON.stringify({ ...REGISTERED, data: { name: { en: 'Other' }, jurisdiction: 'CN' } }),
      JSON.stringify(RENAMED),
    ];
    const report = await desk.import('events.ndjson', lines.join('\n'));
    expect(report.reported.map(({ row, code }) => [row, code])).toEqual([
      [2, 'malformed-json'],
      [3, 'invalid-event'],
      [5, 'unknown-subject'],
      [6, 'id-reused'],
    ]);
    expect(report).toMatchObject({ rows: 6, taken: 2, recorded: 2 });
  });

  it('change nothing in a dry run', async () => {
    const report = await desk.import('e.json', JSON.stringify([REGISTERED, RENAMED]), true);
    expect(report).toMatchObject({ taken: 2, recorded: 2, reported: [] });
    expect(await desk.events()).toEqual([]);
  });
});
