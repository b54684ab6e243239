import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../../apps/api/src/start.js';
import type { RunningApi } from '../../apps/api/src/start.js';
import { createPool } from '#libs/database';
import { PersonalKey } from '#libs/personal';
import { createLogger, loadConfig } from '#libs/runtime';
import { COMPANY } from './setup/february.js';
import { KEY, RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  await server.record(COMPANY);
});
afterAll(() => server.close());

describe('Operations', () => {
  it('see that the server lives and is ready', async () => {
    expect((await server.ask('/health/live')).json).toEqual({ status: 'ok', checks: {} });
    const { status, json } = await server.ask('/health/ready');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      status: 'ok',
      checks: { database: { status: 'ok' }, registers: { status: 'ok' } },
    });
  });

  it('see requests by route, the ledger and how far its registers are', async () => {
    await server.fresh('/v1/companies/bytedance');
    const { text, headers } = await server.ask('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(text).toMatch(/edict_http_request_seconds_count\{.*route="\/v1\/companies\/:id".*\} 1/);
    expect(text).toMatch(/edict_events_recorded_total\{outcome="recorded"\} 1/);
    expect(text).toMatch(/^edict_ledger_position 1$/m);
    expect(text).toMatch(/^edict_projection_lag_events 0$/m);
    expect(text).toMatch(/^edict_parked_subjects 0$/m);
    expect(text).not.toContain('bytedance');
  });

  it('see a parked subject as degraded', async () => {
    const owner = createPool({ url: server.databaseUrl, applicationName: 'spec owner' });
    await owner.query(
      `insert into ledger.parked_subject (projection, subject, position, error)
       values ('registers', 'companies/bytedance', 1, 'a secret of the inside')`,
    );
    await owner.end();
    const { status, json, text } = await server.ask('/health/ready', { key: '' });
    expect(status).toBe(200);
    expect(json['status']).toBe('degraded');
    expect(text).not.toContain('secret');
  });
});

describe('Without a database', () => {
  let api: RunningApi;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(api.url + path, { ...init, headers: { ...TYPE, authorization: `Bearer ${KEY}` } });
  const TYPE = { 'content-type': 'application/json' };

  beforeAll(async () => {
    const config = loadConfig({ EDICT_PORT: '0', EDICT_ADMIN_KEY: KEY, EDICT_SEED: 'none' });
    const databaseUrl = 'postgres://nobody@127.0.0.1:1/none';
    const personalKey = new PersonalKey(Buffer.alloc(32));
    const logger = createLogger('silent', 'api');
    api = await startApi({ config, databaseUrl, personalKey, logger });
  });
  afterAll(() => api.close());

  it('the server lives, but is not ready', async () => {
    expect((await ask('/health/live')).status).toBe(200);
    const ready = await ask('/health/ready');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'down' });
  });

  it.each([
    ['a question', '/v1/companies', {}],
    ['the ledger', '/v1/events', {}],
    ['an event', '/v1/events', { method: 'POST', body: JSON.stringify(COMPANY) }],
  ])('%s is answered with when to come again', async (_, path, init) => {
    const response = await ask(path, init);
    const body = await response.text();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^[0-9]+$/);
    expect(JSON.parse(body)).toMatchObject({ code: 'unavailable' });
    expect(body).not.toMatch(/127\.0\.0\.1|ECONN|nobody/);
  });
});

describe('An answer', () => {
  it('carries headers that keep browsers from harm', async () => {
    const { headers } = await server.ask('/v1/companies');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('of an error never shows what is inside', async () => {
    const owner = createPool({ url: server.databaseUrl, applicationName: 'spec owner' });
    await owner.query('alter schema compliance rename to elsewhere');
    const { status, json, text } = await server.ask('/v1/companies');
    await owner.query('alter schema elsewhere rename to compliance');
    await owner.end();
    expect(status).toBe(500);
    expect(json.code).toBe('internal');
    expect(text).not.toMatch(/compliance|schema|select|relation/);
  });
});
