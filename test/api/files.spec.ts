import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createPool } from '#libs/database';
import { PAPER_BYTES_MAX } from '#libs/recording';
import { wrongs } from './setup/body.js';
import { RunningServer } from './setup/running-server.js';

const PAPER = Buffer.from('%PDF-1.7 \0 not text \xff', 'latin1');
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
});
afterAll(() => server.close());

const put = (digest: string, body: Buffer, type = 'application/octet-stream') =>
  server.ask(`/v1/files/${digest}`, { method: 'PUT', headers: { 'content-type': type }, body });
const read = async (digest: string) => {
  const response = await fetch(`${server.url}/v1/files/${digest}`, {
    headers: { authorization: 'Bearer a-key-for-specs-only' },
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
};

describe('A paper', () => {
  const digest = digestOf(PAPER);

  it('is kept under its digest, once, and read back byte for byte', async () => {
    const first = await put(digest, PAPER);
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(`/v1/files/${digest}`);
    expect(first.json).toEqual({ sha256: digest, bytes: PAPER.length });
    expect((await put(digest, PAPER)).status).toBe(200);
    const { response, bytes } = await read(digest);
    expect(bytes.equals(PAPER)).toBe(true);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${digest}"`);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('may be empty, and as large as a paper may be', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(PAPER_BYTES_MAX, 7)]) {
      expect((await put(digestOf(bytes), bytes)).status).toBe(201);
      expect((await read(digestOf(bytes))).bytes.equals(bytes)).toBe(true);
    }
  });

  it('is not kept where it is larger', async () => {
    const bytes = Buffer.alloc(PAPER_BYTES_MAX + 1, 8);
    const { status, json } = await put(digestOf(bytes), bytes);
    expect([status, json.code]).toEqual([413, 'paper-too-large']);
    expect((await read(digestOf(bytes))).response.status).toBe(404);
  });

  it('is not kept under another digest', async () => {
    const other = digestOf(Buffer.from('other'));
    const { status, json } = await put(other, PAPER);
    expect([status, json.code]).toEqual([422, 'digest-mismatch']);
    expect((await read(other)).response.status).toBe(404);
  });

  it.each(['x', digest.toUpperCase(), `${digest}0`, digest.slice(1)])(
    'is not named by %s',
    async (name) => {
      const { status, json } = await put(name, PAPER);
      expect([status, wrongs(json)]).toEqual([400, ['/path/sha256 invalid-value']]);
      expect((await server.ask(`/v1/files/${name}`)).status).toBe(400);
    },
  );

  it.each(['application/json', 'text/plain', 'application/x-ndjson', 'multipart/form-data', ''])(
    'is not taken as %j',
    async (type) => {
      expect((await put(digest, PAPER, type)).status).toBe(415);
    },
  );

  it('is kept and read with a key only', async () => {
    const asked = { key: '', headers: { 'content-type': 'application/octet-stream' } };
    const body = PAPER;
    const address = `/v1/files/${digest}`;
    expect((await server.ask(address, { ...asked, method: 'PUT', body })).status).toBe(401);
    expect((await server.ask(address, { key: '' })).status).toBe(401);
  });

  it('can be neither changed nor removed by the application, nor stored wrongly by anybody', async () => {
    const app = createPool({
      url: server.databaseUrl,
      role: 'edict_app',
      applicationName: 'spec',
      max: 1,
    });
    for (const statement of [
      'delete from recording.paper',
      `update recording.paper set bytes = ''`,
      'truncate recording.paper',
    ]) {
      await expect(app.query(statement)).rejects.toThrow(/permission denied/);
    }
    await app.end();
    const owner = createPool({ url: server.databaseUrl, applicationName: 'spec', max: 1 });
    await expect(
      owner.query(
        `insert into recording.paper (sha256, bytes, stored_by) values (sha256('a'), 'b', 'x')`,
      ),
    ).rejects.toThrow(/paper_is_what_it_is_called/);
    await owner.end();
  });

  it('is no body of anything else', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    for (const address of ['/v1/events', '/v1/imports', '/v1/calendar-feeds']) {
      const answer = await server.ask(address, { method: 'POST', headers, body: PAPER });
      expect([address, answer.status]).toEqual([address, 415]);
    }
  });
});
