import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

describe('An upload is refused, and nothing is written,', () => {
  it.each([
    ['of no known kind', Buffer.from([1, 2, 0, 3])],
    ['a Word document that is cut off', Buffer.from('PK\x03\x04cut', 'latin1')],
    ['a table that is not UTF-8', Buffer.from('序号,\xff\xfe', 'latin1')],
  ])('when it is %s', async (_, content) => {
    const { status, json } = await upload('file', new Uint8Array(content));
    expect(status).toBe(400);
    expect(json.code).toBe('unreadable-file');
    expect(await server.head()).toBe(4);
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
