import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { wrongs } from './setup/body.js';
import { COMPANY, event, WEEK } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

let server: RunningServer;
let head: number;
beforeAll(async () => {
  server = await RunningServer.start();
  for (const one of WEEK) await server.record(one);
  head = await server.head();
});
afterEach(async () => {
  expect(await server.head()).toBe(head);
});
afterAll(() => server.close());

const NEW = event('new', 'company.registered', 'companies/new', {
  name: { en: 'New' },
  jurisdiction: 'CN',
});
const WHOLE = JSON.stringify(NEW);

describe('A body is refused, and nothing is written,', () => {
  it.each([
    ['empty', ''],
    ['cut off', WHOLE.slice(0, -1)],
    ['with something behind it', `${WHOLE}x`],
    ['with a key given twice', WHOLE.replace('"id":"new"', '"id":"new","id":"other"')],
    ['with a byte order mark', `\ufeff${WHOLE}`],
    ['with a fraction', WHOLE.replace('"CN"', '1.5')],
    ['with an integer beyond 2^53-1', WHOLE.replace('"CN"', '9007199254740993')],
    ['with a lone surrogate', WHOLE.replace('"CN"', '"\\ud800"')],
    ['with U+0000', WHOLE.replace('"CN"', '"\\u0000"')],
    ['with __proto__', WHOLE.replace('"jurisdiction"', '"__proto__"')],
    ['nested deeper than 32', WHOLE.replace('"CN"', '['.repeat(40) + ']'.repeat(40))],
  ])('when it is JSON %s', async (_, body) => {
    const { status, json } = await server.post(body, 'application/json');
    expect(status).toBe(400);
    expect(json.code).toBe('malformed-json');
  });

  it('when it is not UTF-8', async () => {
    const bytes = Buffer.from(WHOLE.replace('New', 'N\u00e9w'), 'latin1');
    const { json } = await server.post(bytes, 'application/json');
    expect(json.code).toBe('malformed-json');
  });

  it.each([
    ['an array', '[]'],
    ['a text', '"event"'],
    ['null', 'null'],
  ])('when it is %s in place of an event', async (_, body) => {
    expect((await server.post(body, 'application/json')).json.code).toBe('invalid-event');
  });

  it('when a batch is not an array', async () => {
    const { json } = await server.post(WHOLE, 'application/cloudevents-batch+json');
    expect(json.code).toBe('invalid-event');
  });

  it.each([
    ['/data/nickname unknown-field', { data: { ...NEW.data, nickname: 'x' } }],
    ['/data/jurisdiction wrong-type', { data: { ...NEW.data, jurisdiction: 7 } }],
    ['/data/name required', { data: { jurisdiction: 'CN' } }],
    ['/time invalid-value', { time: '2026-02-30T00:00:00Z' }],
    ['/time invalid-value', { time: '2026-02-10' }],
    ['/specversion invalid-value', { specversion: '0.3' }],
    ['/source required', { source: undefined }],
    ['/data wrong-type', { data: [] }],
  ])('when its event has %s', async (expected, change) => {
    const { status, json } = await server.record({ ...NEW, ...change });
    expect(status).toBe(400);
    expect(wrongs(json)).toContain(expected);
  });

  it('when its type is unknown', async () => {
    const { status, json } = await server.record({ ...NEW, type: 'company.abducted' });
    expect([400, 422]).toContain(status);
    expect(json.code).toBe('unknown-type');
  });

  it('when its event is larger than 64 KiB, but not when it is just as large', async () => {
    const { status, json } = await server.record({
      ...NEW,
      data: { ...NEW.data, aliases: Array.from({ length: 90 }, () => '长'.repeat(250)) },
    });
    expect([400, 413]).toContain(status);
    expect(['event-too-large', 'invalid-event']).toContain(json.code);
  });

  it('when it is larger than 1 MiB', async () => {
    const { status, json } = await server.post(' '.repeat(1024 * 1024 + 1), 'application/json');
    expect(status).toBe(413);
    expect(json.code).toBe('body-too-large');
    const just = ' '.repeat(1024 * 1024);
    expect((await server.post(just, 'application/json')).json.code).toBe('malformed-json');
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/json; charset=gbk',
    'multipart/form-data',
    '',
  ])('when its type is %j', async (type) => {
    const { status, json } = await server.post(Buffer.from(WHOLE), type);
    expect(status).toBe(415);
    expect(json.code).toBe('unsupported-media-type');
    expect(json['detail']).toMatch(/^(This|The) address takes /);
  });

  it('when it is packed', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const asking = { method: 'POST', headers, body: gzipSync(WHOLE) };
    const { status, json, headers: answered } = await server.ask('/v1/events', asking);
    expect([status, json.code]).toEqual([415, 'unsupported-media-type']);
    expect(answered.get('accept-encoding')).toBe('identity');
  });

  it('when there is none', async () => {
    const { status } = await server.ask('/v1/events', { method: 'POST' });
    expect(status).toBe(415);
  });
});

describe('A question is refused', () => {
  it.each([
    ['/v1/events?limit=0', '/query/limit invalid-value'],
    ['/v1/events?limit=1001', '/query/limit invalid-value'],
    ['/v1/events?limit=1e2', '/query/limit invalid-value'],
    ['/v1/events?limit=+1', '/query/limit invalid-value'],
    ['/v1/events?limit=0x10', '/query/limit invalid-value'],
    ['/v1/events?limit=', '/query/limit invalid-value'],
    ['/v1/events?after=9007199254740993', '/query/after invalid-value'],
    ['/v1/events?after=-1', '/query/after invalid-value'],
    ['/v1/events?limit=1&limit=2', '/query/limit repeated-parameter'],
    ['/v1/events?colour=red', '/query/colour unknown-parameter'],
    ['/v1/events?from=yesterday', '/query/from invalid-value'],
    ['/v1/events?from=2026-02-30', '/query/from invalid-value'],
    ['/v1/events?to=2026-02-10T09:00', '/query/to invalid-value'],
    ['/v1/events?format=xml', '/query/format invalid-value'],
    ['/v1/events/0', '/path/position invalid-value'],
    ['/v1/events/one', '/path/position invalid-value'],
    ['/v1/events/1?raw=yes', '/query/raw invalid-value'],
    ['/v1/companies?validAt=2026-02-30', '/query/validAt invalid-value'],
    ['/v1/companies?knownAt=position:x', '/query/knownAt invalid-value'],
    ['/v1/companies?knownAt=position:99999', '/query/knownAt invalid-value'],
    ['/v1/companies?sort=colour', '/query/sort invalid-value'],
    ['/v1/companies?status=happy', '/query/status invalid-value'],
    ['/v1/companies?company=a&company=b', '/query/company unknown-parameter'],
    ['/v1/feature-suspensions?active=maybe', '/query/active invalid-value'],
    ['/v1/feature-suspensions?by=nobody', '/query/by invalid-value'],
    ['/v1/feature-suspensions?company=a&company=b', '/query/company repeated-parameter'],
    ['/v1/companies/bytedance?limit=5', '/query/limit unknown-parameter'],
    ['/v1/search', '/query/q required'],
    ['/v1/search?q=', '/query/q invalid-value'],
    ['/health/live?x=1', '/query/x unknown-parameter'],
  ])('%s: %s', async (path, expected) => {
    const { status, json } = await server.ask(path);
    expect(status).toBe(400);
    expect(json.code).toBe('invalid-parameter');
    expect(wrongs(json)).toEqual([expected]);
  });

  it.each(['0001-01-01T00:00:00%2B23:59', '0000-01-01', '9999-12-31', '9999-12-31T23:59:59-23:59'])(
    'when a period begins or ends at %s, which no calendar tells everywhere',
    async (time) => {
      for (const path of ['/v1/events', '/v1/status-history', '/v1/access-log'])
        for (const bound of ['from', 'to']) {
          const { status, json } = await server.ask(`${path}?${bound}=${time}`);
          expect([path, status, json.code]).toEqual([path, 400, 'invalid-parameter']);
        }
    },
  );

  it('with all that is wrong at once', async () => {
    const { json } = await server.ask('/v1/events?limit=0&colour=red');
    expect(json.errors).toHaveLength(2);
  });

  it('when its cursor was changed, is of another list or was given for other filters', async () => {
    const { json } = await server.ask('/v1/events?limit=1&type=feature.*');
    const cursor = String(json.next);
    const [content = '', digest] = cursor.split('.');
    const other = Buffer.from(content, 'base64url')
      .toString()
      .replace('"position":4', '"position":3');
    for (const path of [
      '/v1/events?cursor=x',
      '/v1/events?cursor=',
      `/v1/events?cursor=${Buffer.from(other).toString('base64url')}.${digest}`,
      `/v1/events?cursor=${cursor}&type=company.*`,
      `/v1/events?cursor=${cursor}&company=bytedance`,
      `/v1/companies?cursor=${cursor}`,
    ]) {
      const answer = await server.ask(path);
      expect([path, answer.status, answer.json.code]).toEqual([path, 400, 'invalid-cursor']);
    }
    expect((await server.ask(`/v1/events?cursor=${cursor}&type=feature.*`)).status).toBe(200);
  });

  it('when it accepts nothing that there is', async () => {
    const { status, json } = await server.ask('/v1/companies', {
      headers: { accept: 'image/png' },
    });
    expect(status).toBe(406);
    expect(json.code).toBe('not-acceptable');
  });

  it.each([
    ['edict-min-position', '-1'],
    ['edict-min-position', '1e3'],
  ])('when its header %s is %s', async (name, value) => {
    const { status, json } = await server.ask('/v1/companies', { headers: { [name]: value } });
    expect(status).toBe(400);
    expect(json.errors[0]?.pointer).toBe(`/headers/${name}`);
  });

  it('when its Last-Event-ID is no position', async () => {
    const headers = { accept: 'text/event-stream', 'last-event-id': 'x' };
    expect((await server.ask('/v1/events', { headers })).json.code).toBe('invalid-header');
  });

  it('when nothing stands at its address', async () => {
    for (const path of [
      '/',
      '/v1',
      '/v1/nothing',
      '/v1/events/1/2',
      '/v1/events/99',
      '/V1/events',
      '/v1/companies/%00',
      '/v1/companies/%00/replay',
      '/v1/companies/%00/why?subject=systems/a&obligation=b',
      '/v1/systems/a%00b',
    ]) {
      const { status, json } = await server.ask(path);
      expect([path, status, json.code]).toEqual([path, 404, 'not-found']);
    }
  });

  it('with the methods that its address takes', async () => {
    const { status, json, headers } = await server.ask('/v1/events', { method: 'DELETE' });
    expect(status).toBe(405);
    expect(json.code).toBe('method-not-allowed');
    expect(headers.get('allow')).toBe('GET, HEAD, POST');
    const one = await server.ask('/v1/events/1', { method: 'PUT', body: '{}' });
    expect(one.headers.get('allow')).toBe('GET, HEAD');
  });

  it.each([
    ['malformed', '/v1/companies/%zz', 400, 'bad-request'],
    ['of a name that is too long', `/v1/companies/${'a'.repeat(600)}`, 414, 'url-too-long'],
    ['too long', `/v1/companies?q=${'a'.repeat(9000)}`, 414, 'url-too-long'],
    [
      'longer than headers may be',
      `/v1/companies?q=${'a'.repeat(20000)}`,
      431,
      'headers-too-large',
    ],
  ])('when its address is %s', async (_, path, status, code) => {
    const answer = await server.ask(path);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });
});

describe('A request that is not HTTP', () => {
  it.each([
    ['GET /v1/companies?q=字节 HTTP/1.1', 'percent-encoded'],
    ['GET /v1/companies HTTP/x', 'not HTTP'],
  ])('is answered with what is wrong: %s', async (line, detail) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.end(`${line}\r\nHost: x\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
    expect(answer).toContain(detail);
  });
});

describe('A key', () => {
  it.each([
    ['no key', {}, 'Bearer realm="edict"'],
    [
      'a wrong key',
      { authorization: 'Bearer wrong' },
      'Bearer realm="edict", error="invalid_token"',
    ],
    [
      'another scheme',
      { authorization: 'Basic YTpi' },
      'Bearer realm="edict", error="invalid_token"',
    ],
  ])('is asked for where there is %s', async (_, headers, challenge) => {
    for (const path of ['/v1/events', '/v1/companies', '/metrics', '/v1/events?limit=0']) {
      const answer = await server.ask(path, { key: '', headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe(challenge);
    }
    const type = { 'content-type': 'application/json' };
    const writing = { method: 'POST', key: '', headers: { ...headers, ...type }, body: WHOLE };
    expect((await server.ask('/v1/events', writing)).status).toBe(401);
  });

  it('is not needed for health and the documentation', async () => {
    const open = ['/health/live', '/health/ready', '/openapi.json', '/docs', '/problems/id-reused'];
    for (const path of open) {
      expect((await server.ask(path, { key: '' })).status).toBe(200);
    }
  });

  it('decides who recorded, whatever the body says', async () => {
    const { json } = await server.ask('/v1/events/1');
    expect(json.actor).toBe('key:admin');
    const answer = await server.record({ ...COMPANY, actor: 'somebody' });
    expect([200, 400]).toContain(answer.status);
  });
});

describe('A client that goes away', () => {
  it('in the middle of a body leaves nothing behind', async () => {
    const { port } = new URL(server.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a-key-for-specs-only\r\n' +
            'Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"half',
        );
        setTimeout(() => {
          socket.destroy();
          resolve();
        }, 100);
      });
    });
    expect((await server.ask('/health/live')).status).toBe(200);
  });
});
