import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { edited, PACK } from '../importers/rule-pack.js';
import { WEEK } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
});
afterAll(() => server.close());

function upload(
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
  query = '',
  part = 'file',
) {
  const form = new FormData();
  form.append(part, new Blob([content]), name);
  return server.ask(`/v1/imports${query}`, { method: 'POST', body: form });
}

const LINES = [...WEEK, { ...WEEK[0], id: 'again' }].map((one) => JSON.stringify(one)).join('\n');

describe('An upload', () => {
  it('of CloudEvents is checked without writing in a dry run', async () => {
    const { status, json } = await upload('week.ndjson', LINES, '?dryRun=true');
    expect(status).toBe(200);
    expect(json).toMatchObject({ kind: 'cloudevents', rows: 5 });
    expect(await server.head()).toBe(0);
  });

  it('of CloudEvents is taken or reported line by line', async () => {
    const { status, json } = await upload('week.ndjson', LINES);
    expect(status).toBe(200);
    expect(json).toMatchObject({ file: 'week.ndjson', rows: 5, taken: 4, recorded: 4 });
    expect(json['reported']).toEqual([expect.objectContaining({ row: 5, code: 'already-exists' })]);
    expect(await server.head()).toBe(4);
  });

  it('adds nothing when it comes again', async () => {
    const { json } = await upload('week.ndjson', LINES);
    expect(json).toMatchObject({ rows: 5, taken: 4, recorded: 0 });
    expect(await server.head()).toBe(4);
  });
});

describe('An upload of a rule pack', () => {
  it('is taken whole, and its obligations are seen at their instrument', async () => {
    const { status, json } = await upload('robots.yaml', PACK);
    expect(status).toBe(200);
    expect(json).toMatchObject({ kind: 'rule-pack', rows: 4, taken: 4, recorded: 5 });
    const path = '/v1/instruments/cn-robots?validAt=2026-07-01';
    const instrument = (await server.fresh(path)).json;
    expect(instrument).toMatchObject({
      title: { zh: '机器人办法' },
      obligations: [
        {
          obligation: 'cn-robots-3',
          version: 2,
          provision: '4',
          title: { en: 'Leash robots', zh: '拴好机器人' },
          force: 'binding',
          grade: 'text',
          penalty: { en: 'A fine', zh: '罚款' },
          url: 'https://example.org/robots',
          inForceFrom: '2026-03-01',
          versions: [
            { version: 1, provision: '3', from: '2026-01-01T00:00:00+08:00', grade: 'text' },
            { version: 2, provision: '4', from: '2026-06-01T00:00:00+08:00', grade: 'text' },
          ],
        },
      ],
    });
    const before = (await server.fresh('/v1/instruments/cn-robots?validAt=2026-05-01')).json;
    expect(before['obligations']).toMatchObject([{ version: 1, provision: '3' }]);
  });

  it('adds nothing when it comes again, and an amendment when it changed', async () => {
    expect((await upload('robots.yaml', PACK)).json).toMatchObject({ recorded: 0, duplicates: 4 });
    const changed = edited(PACK, 'grade: text', 'grade: quoted');
    const dryRun = await upload('robots.yaml', changed, '?dryRun=true');
    expect(dryRun.json).toMatchObject({ recorded: 1 });
    expect(await server.head()).toBe(9);
  });

  it('is refused whole, with every problem and its line', async () => {
    const broken = edited(edited(PACK, 'unit: day', 'unit: eon'), 'grade: text', 'grade: sure');
    const { status, json } = await upload('robots.yaml', broken);
    expect([status, json.code]).toEqual([422, 'invalid-rule-pack']);
    expect(json['errors']).toMatchObject([
      { pointer: '/instruments/0/obligations/0/grade', code: 'not-allowed', line: 22 },
      { pointer: '/instruments/0/obligations/0/due/unit', code: 'unknown-value', line: 32 },
    ]);
    expect(await server.head()).toBe(9);
  });
});

describe('An upload is refused, and nothing is written,', () => {
  it.each([
    ['of no known kind', Buffer.from([1, 2, 0, 3])],
    ['a Word document that is cut off', Buffer.from('PK\x03\x04cut', 'latin1')],
    ['a table that is not UTF-8', Buffer.from('序号,\xff\xfe', 'latin1')],
  ])('when it is %s', async (_, content) => {
    const { status, json } = await upload('file', new Uint8Array(content));
    expect(status).toBe(400);
    expect(json.code).toBe('unreadable-file');
    expect(await server.head()).toBe(9);
  });

  it('when it has no file', async () => {
    const other = await upload('x', 'x', '', 'attachment');
    expect([other.status, other.json.code]).toEqual([400, 'invalid-upload']);
    const broken = await server.ask('/v1/imports', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nnonsense',
    });
    expect([broken.status, broken.json.code]).toEqual([400, 'invalid-upload']);
  });

  it('when it has a second part, whatever that is', async () => {
    for (const second of [new Blob([LINES]), 'text']) {
      const form = new FormData();
      form.append('file', new Blob([LINES]), 'week.ndjson');
      form.append('note', second);
      const { status, json } = await server.ask('/v1/imports', { method: 'POST', body: form });
      expect([status, json.code]).toEqual([400, 'invalid-upload']);
    }
  });

  it('when it is not a form', async () => {
    const { status } = await server.ask('/v1/imports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(status).toBe(415);
  });

  it('when it is larger than 64 MiB', async () => {
    const { status, json } = await upload('big', new Uint8Array(64 * 1024 * 1024 + 1));
    expect([status, json.code]).toEqual([413, 'upload-too-large']);
  });
});
