import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { WEEK } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

describe('A server with limits', () => {
  const PER_KEY = 20;
  const PER_ADDRESS = 60;
  let server: RunningServer;
  beforeAll(async () => {
    server = await RunningServer.start({
      EDICT_KEY_REQUESTS_PER_MINUTE: String(PER_KEY),
      EDICT_ADDRESS_REQUESTS_PER_MINUTE: String(PER_ADDRESS),
    });
  });
  afterAll(() => server.close());

  /** Asks until it is refused; two minutes may share the requests, so twice the limit may pass. */
  async function untilRefused(perMinute: number, key?: string) {
    for (let count = 0; count <= 2 * perMinute; count += 1) {
      const answer = await server.ask('/v1/me', key === undefined ? {} : { key });
      if (answer.status === 429) return { answer, count };
    }
    throw new Error('Nothing was refused.');
  }

  it('refuses a key that asks too often, and says when to come again', async () => {
    const { answer, count } = await untilRefused(PER_KEY);
    expect(count).toBeGreaterThanOrEqual(PER_KEY);
    expect(answer.json.code).toBe('too-many-requests');
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it('refuses an address that guesses keys before it looks at them, but never a health check', async () => {
    const { answer } = await untilRefused(PER_ADDRESS, 'a-wrong-key');
    expect(answer.json.code).toBe('too-many-requests');
    for (let count = 0; count < PER_ADDRESS; count += 1)
      expect((await server.ask('/health/live')).status).toBe(200);
  });
});

describe('A server', () => {
  let server: RunningServer;
  let waiting: Promise<string>;
  beforeAll(async () => {
    server = await RunningServer.start();
    for (const one of WEEK) await server.record(one);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('GET /v1/companies HTTP/1.1\r\nHost: x\r\nX-Half: ');
    waiting = text(socket);
  });
  afterAll(() => server.close());

  it('lets no page of another origin read what it answers', async () => {
    const headers = { origin: 'https://evil.example' };
    const preflight = { ...headers, 'access-control-request-method': 'POST' };
    for (const answer of [
      await server.ask('/v1/companies', { headers }),
      await server.ask('/v1/companies', { method: 'OPTIONS', headers: preflight, key: '' }),
      await server.ask('/v1/events', { method: 'OPTIONS', headers: preflight, key: '' }),
    ]) {
      const names = [...answer.headers.keys()];
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('answers with headers that keep browsers and caches from harm', async () => {
    const { headers } = await server.fresh('/v1/companies');
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it.each(['%', '_', '\\', '%25', "' or true --", '.*'])(
    'takes %j in a search as it is written',
    async (words) => {
      for (const path of ['/v1/companies', '/v1/search', '/v1/systems']) {
        const { status, json } = await server.fresh(`${path}?q=${encodeURIComponent(words)}`);
        expect([path, status, json.items]).toEqual([path, 200, []]);
      }
    },
  );

  it('ends a request whose head does not come to its end', async () => {
    const answer = await waiting;
    expect(answer).toMatch(/^HTTP\/1\.1 408 .*application\/problem\+json.*request-timeout/s);
  }, 40_000);
});
