import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FAILURES_NOTED_MAX } from '#libs/access';
import { createPool } from '#libs/database';
import { event, WEEK } from './setup/february.js';
import { KEY, RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  for (const one of WEEK) await server.record(one);
  await server.fresh('/v1/companies');
});
afterAll(() => server.close());

const logged = async (query: string) => {
  const { status, json, text } = await server.ask(`/v1/access-log?${query}`);
  if (status !== 200) throw new Error(text);
  return json.items;
};
const newest = async (query: string) => (await logged(`limit=1000&${query}`)).at(-1);

describe('The access log', () => {
  it.each([
    ['/v1/events', undefined],
    ['/v1/events?company=bytedance&limit=1', 'bytedance'],
    ['/v1/events/1', undefined],
    ['/v1/events/1?raw=true', undefined],
    ['/v1/companies/bytedance/timeline', 'bytedance'],
    ['/v1/companies/bytedance/replay', 'bytedance'],
    ['/v1/companies/bytedance/diff?from=2026-02-08', 'bytedance'],
  ])('has who read %s', async (path, company) => {
    const before = (await logged('action=evidence-read&limit=1000')).length;
    expect((await server.ask(path)).status).toBe(200);
    const lines = await logged('action=evidence-read&limit=1000');
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)).toEqual({
      id: expect.any(Number),
      at: expect.stringMatching(/Z$/),
      action: 'evidence-read',
      actor: 'key:admin',
      ...(company && { company }),
      resource: `GET ${path.split('?')[0]}`,
      address: '127.0.0.1',
    });
  });

  it('has no reading of views, and none of what nobody may read', async () => {
    const before = await logged('action=evidence-read&limit=1000');
    await server.ask('/v1/companies/bytedance');
    await server.ask('/v1/events', { key: 'edict_wrong' });
    await server.ask('/v1/events?limit=none');
    expect(await logged('action=evidence-read&limit=1000')).toEqual(before);
  });

  it('has a refused key once a minute, by its id, and never the key', async () => {
    const key = `edict_0123456789ab_${'x'.repeat(43)}`;
    const { status } = await server.ask('/v1/companies', { key });
    await server.ask('/v1/companies', { key });
    expect(status).toBe(401);
    const lines = await logged('action=authentication-failed&actor=key:0123456789ab');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ resource: 'GET /v1/companies', address: '127.0.0.1' });
    expect(JSON.stringify(await logged('limit=1000'))).not.toContain('xxx');
  });

  it('is not filled by whoever invents keys', async () => {
    const tried = Array.from(
      { length: 2 * FAILURES_NOTED_MAX },
      (_, index) => `edict_${String(index).padStart(12, 'f')}_${'y'.repeat(43)}`,
    );
    for (const key of tried) expect((await server.ask('/v1/me', { key })).status).toBe(401);
    const lines = await logged('action=authentication-failed&limit=1000');
    const invented = lines.filter(({ resource }) => resource === 'GET /v1/me');
    expect(invented.length).toBeGreaterThan(0);
    expect(invented.length).toBeLessThanOrEqual(FAILURES_NOTED_MAX);
  });

  it('has the use of a key once a minute', async () => {
    expect(await logged(`action=key-used&actor=key:admin`)).toHaveLength(1);
  });

  it('is read in pages and whole as CSV', async () => {
    const first = await server.ask('/v1/access-log?limit=2');
    const second = await server.ask(`/v1/access-log?cursor=${String(first.json['next'])}`);
    const ids = [...first.json.items, ...second.json.items].map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((one, other) => one - other));
    expect(new Set(ids).size).toBe(ids.length);
    const { text } = await server.ask('/v1/access-log?format=csv');
    expect(text.split('\r\n')[0]).toBe('id,at,action,actor,company,resource,address');
    expect(text.trim().split('\r\n').length).toBeGreaterThanOrEqual(ids.length + 1);
  });

  it('takes bounds of time', async () => {
    expect(await logged('from=2000-01-01&to=2000-12-31')).toEqual([]);
    const line = await newest('from=2026-01-01');
    expect(await logged(`from=${encodeURIComponent(String(line?.['at']))}&limit=1`)).toEqual([
      line,
    ]);
    expect((await server.ask('/v1/access-log?from=yesterday')).status).toBe(400);
  });

  it('cannot be changed by the API or the worker, nor read by the worker', async () => {
    const attempts = [
      ['edict_app', 'update access.access_log set actor = null'],
      ['edict_app', 'delete from access.access_log'],
      ['edict_app', 'truncate access.access_log'],
      ['edict_worker', 'delete from access.access_log'],
      ['edict_worker', 'select from access.access_log'],
    ] as const;
    for (const [role, statement] of attempts) {
      const pool = createPool({ url: server.databaseUrl, role, applicationName: 'access spec' });
      await expect(pool.query(statement)).rejects.toThrow('permission denied');
      await pool.end();
    }
  });

  it('stops the reading where it cannot be written', async () => {
    const owner = createPool({ url: server.databaseUrl, applicationName: 'access spec' });
    await owner.query('revoke insert on access.access_log from edict_app');
    const { status, text } = await server.ask('/v1/events/1');
    await owner.query('grant insert on access.access_log to edict_app');
    await owner.end();
    expect(status).toBe(500);
    expect(text).not.toContain('permission');
    expect((await server.ask('/v1/events/1', { key: KEY })).status).toBe(200);
    expect(
      (await server.record(event('later', 'company.registered', 'companies/later', LATER))).status,
    ).toBe(201);
  });
});

const LATER = { name: { en: 'Later' }, jurisdiction: 'US' };
