import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { COMPANY } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

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
