import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { COMPANY } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

const FIRST_HALF = { from: '2026-01-01T00:00:00Z', to: '2026-07-01T00:00:00Z' };
const BACKWARDS = { from: FIRST_HALF.to, to: FIRST_HALF.from };
const ENDS_EARLY = { usableFrom: '2999-01-01T00:00:00Z', expiresAt: '2998-01-01T00:00:00Z' };

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  await server.record(COMPANY);
});
afterAll(() => server.close());

function post(body: unknown, key?: string) {
  return server.ask('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(key === undefined ? {} : { key }),
  });
}

async function made(body: object): Promise<{ readonly id: string; readonly key: string }> {
  const { status, json, text } = await post({ name: 'spec', ...body });
  if (status !== 201) throw new Error(text);
  return { id: json.id, key: String(json['key']) };
}

const revoke = (id: string) => server.ask(`/v1/keys/${id}`, { method: 'DELETE' });
const events = async () => (await server.ask('/v1/events?subject=log/access')).json.items;

describe('A key that was made', () => {
  it('is shown once, and lets its holder do what its roles allow', async () => {
    const { id, key } = await made({ roles: ['reader'] });
    expect(key).toMatch(/^edict_[a-f0-9]{12}_[\w-]{43}$/);
    expect((await server.ask('/v1/me', { key })).json).toEqual({
      actor: `key:${id}`,
      roles: ['reader'],
    });
    expect((await server.ask('/v1/companies', { key })).status).toBe(200);
    expect((await post({ name: 'more', roles: ['admin'] }, key)).status).toBe(403);
    const { text, json } = await server.ask('/v1/keys');
    expect(text).not.toContain(key);
    expect(json.items).toContainEqual(
      expect.objectContaining({ id, name: 'spec', roles: ['reader'], createdBy: 'key:admin' }),
    );
  });

  it('is refused from the next request after it was revoked, whoever is using it', async () => {
    const { id, key } = await made({ roles: ['reader'] });
    const before = await Promise.all(
      Array.from({ length: 10 }, () => server.ask('/v1/me', { key })),
    );
    expect(before.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect((await revoke(id)).status).toBe(204);
    const after = await Promise.all(
      Array.from({ length: 10 }, () => server.ask('/v1/me', { key })),
    );
    expect(after.map(({ status }) => status)).toEqual(Array(10).fill(401));
    expect((await revoke(id)).status).toBe(404);
    expect((await server.ask('/v1/keys')).text).not.toContain(id);
  });

  it('is refused before it begins and once it has ended', async () => {
    const later = await made({ roles: ['reader'], usableFrom: '2999-01-01T00:00:00Z' });
    expect((await server.ask('/v1/me', { key: later.key })).status).toBe(401);
    const short = await made({ roles: ['reader'], expiresAt: '2999-01-01T00:00:00Z' });
    expect((await server.ask('/v1/me', { key: short.key })).status).toBe(200);
    const owner = createPool({ url: server.databaseUrl, applicationName: 'keys spec' });
    await owner.query('update access.api_key set expires_at = now() where id = $1', [short.id]);
    await owner.end();
    expect((await server.ask('/v1/me', { key: short.key })).status).toBe(401);
  });
});

describe('That somebody may make keys', () => {
  it('is an event before it holds, and so is its end; of other keys there is none', async () => {
    const before = (await events()).length;
    await made({ roles: ['auditor'] });
    expect(await events()).toHaveLength(before);
    const { id, key } = await made({ roles: ['admin'], name: 'Zhang Wei' });
    expect((await server.ask('/v1/keys', { key })).status).toBe(200);
    await revoke(id);
    const [granted, revoked] = (await events()).slice(before);
    expect(granted).toMatchObject({
      type: 'key.granted',
      actor: 'edict',
      data: { key: `key:${id}`, roles: ['admin'], by: 'key:admin' },
    });
    expect(revoked).toMatchObject({
      type: 'key.revoked',
      data: { key: `key:${id}`, by: 'key:admin' },
    });
    expect(JSON.stringify([granted, revoked])).not.toContain('Zhang');
  });

  it('is said by Edict alone', async () => {
    const forged = { ...COMPANY, type: 'key.granted', subject: 'log/access', id: 'forged' };
    expect((await server.record(forged)).status).toBe(400);
  });
});

describe('A key is not made', () => {
  it.each([
    ['without a name', { name: ' ' }, '/name'],
    ['with a name that is too long', { name: 'a'.repeat(201) }, '/name'],
    ['without roles', { roles: [] }, '/roles'],
    ['with a role that there is not', { roles: ['owner'] }, '/roles'],
    ['with a role twice', { roles: ['reader', 'reader'] }, '/roles'],
    ['for no company', { companies: [] }, '/companies'],
    ['for what is no id', { companies: ['Byte Dance'] }, '/companies'],
    [
      'for a period that ends in the year 10000',
      { roles: ['reader'], period: { to: '9999-12-31T23:59:59-23:59' } },
      '/period',
    ],
    ['with a field that there is not', { secret: 'mine' }, '/secret'],
    ['with companies and the right to record', { roles: ['analyst'], companies: ['a'] }, '/roles'],
    [
      'with a period and the right to make keys',
      { roles: ['admin'], period: FIRST_HALF },
      '/roles',
    ],
    ['with a period that ends before it begins', { period: BACKWARDS }, '/period'],
    ['with a day for an instant', { expiresAt: '2999-01-01' }, '/expiresAt'],
    ['that has ended already', { expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    ['that ends before it begins', ENDS_EARLY, '/expiresAt'],
  ])('%s', async (_, wrong, pointer) => {
    const before = (await server.ask('/v1/keys')).text;
    const { status, json } = await post({ name: 'spec', roles: ['reader'], ...wrong });
    expect([status, json.code]).toEqual([400, 'invalid-body']);
    const pointers = json.errors.map((one) => one.pointer.split('/').slice(0, 2).join('/'));
    expect(pointers).toContain(pointer);
    expect((await server.ask('/v1/keys')).text).toBe(before);
  });
});
