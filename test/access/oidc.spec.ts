import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, generateKeyPair, importJWK, UnsecuredJWT } from 'jose';
import type { JWK } from 'jose';
import { RunningServer } from '../api/setup/running-server.js';
import { AUDIENCE, SpecProvider } from './provider.js';

let provider: SpecProvider;
let server: RunningServer;

beforeAll(async () => {
  provider = await SpecProvider.start({ edict_roles: ['reader'] });
  server = await RunningServer.start({
    EDICT_OIDC_ISSUER: provider.issuer,
    EDICT_OIDC_AUDIENCE: AUDIENCE,
  });
});
afterAll(async () => {
  await server.close();
  await provider.close();
});

const me = (key: string) => server.ask('/v1/me', { key });

describe('An access token of the provider', () => {
  it('lets in whom it names, with the roles that it gives', async () => {
    const { status, json } = await me(await provider.token());
    expect([status, json]).toEqual([200, { actor: 'oidc:desk', roles: ['reader'] }]);
    const key = await provider.token({ edict_roles: ['analyst', 'owner'] });
    expect((await me(key)).json).toEqual({ actor: 'oidc:desk', roles: ['analyst'] });
    const none = await provider.token({});
    expect((await me(none)).status).toBe(403);
  });

  it('is the actor of what it records', async () => {
    const key = await provider.token({ edict_roles: ['analyst'] });
    const event = {
      specversion: '1.0',
      id: 'oidc',
      source: 'https://desk.example/notes',
      type: 'company.registered',
      subject: 'companies/bytedance',
      time: '2026-02-07T00:00:00+08:00',
      data: { name: { en: 'ByteDance' }, jurisdiction: 'CN', evidence: [] },
    };
    const headers = { 'content-type': 'application/cloudevents+json' };
    const body = JSON.stringify(event);
    const answer = await server.ask('/v1/events', { method: 'POST', key, headers, body });
    expect(answer.status).toBe(201);
    expect((await server.ask('/v1/events/1')).json).toMatchObject({ actor: 'oidc:desk' });
  });

  it('answers for no export, which would outlast it', async () => {
    const key = await provider.token({ edict_roles: ['analyst'] });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'spec', dataset: 'companies' });
    const asking = { method: 'POST', key, headers, body };
    const { status, json } = await server.ask('/v1/exports', asking);
    expect([status, json.code]).toEqual([403, 'forbidden']);
    expect((await server.ask('/v1/exports')).json.items).toEqual([]);
    const made = await server.ask('/v1/exports', { method: 'POST', headers, body });
    const run = { ...asking, body: '{}' };
    expect((await server.ask(`/v1/exports/${made.json.id}/runs`, run)).status).toBe(403);
  });

  it('is bounded to the companies that it names', async () => {
    const key = await provider.token({ edict_roles: ['reader'], edict_companies: ['zhipu'] });
    expect((await me(key)).json).toMatchObject({ companies: ['zhipu'] });
    expect((await server.fresh('/v1/companies')).json.items).toHaveLength(1);
    expect((await server.ask('/v1/companies', { key })).json.items).toEqual([]);
  });
});

describe('A token is refused', () => {
  const past = Math.floor(Date.now() / 1000) - 60;

  it.each([
    ['that has expired', { exp: past }],
    ['that never expires', { exp: undefined }],
    ['that names nobody', { sub: undefined }],
    ['that names somebody with a blank', { sub: 'a b' }],
    ['for another audience', { aud: 'https://other.example' }],
    ['for no audience', { aud: undefined }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['that is not valid yet', { nbf: past + 3600 }],
    ['whose companies are no list', { edict_companies: 'zhipu' }],
    ['whose companies are no ids', { edict_companies: ['A B'] }],
    ['whose roles are no list', { edict_roles: 'reader' }],
  ])('%s', async (_, claims) => {
    expect((await me(await provider.signed({}))).status).toBe(200);
    const { status, headers } = await me(await provider.signed(claims));
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('invalid_token');
  });

  it('that nobody signed', async () => {
    const unsigned = new UnsecuredJWT({ edict_roles: ['admin'] })
      .setIssuer(provider.issuer)
      .setAudience(AUDIENCE)
      .setSubject('me')
      .setExpirationTime('1h')
      .encode();
    expect((await me(unsigned)).status).toBe(401);
    const [header = '', payload = ''] = (await provider.signed({})).split('.');
    expect((await me(`${header}.${payload}.`)).status).toBe(401);
    expect((await me(`${header}.${payload}.AAAA`)).status).toBe(401);
  });

  it('that another key signed under the same name', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    expect((await me(await provider.signed({}, { key: privateKey }))).status).toBe(401);
  });

  it('with the public key taken for a secret, or by an algorithm that is not allowed', async () => {
    const published = await fetch(`${provider.issuer}/jwks`);
    const { keys } = (await published.json()) as { readonly keys: readonly [JWK] };
    const publicKey = await importJWK(keys[0], 'ES256', { extractable: true });
    if (publicKey instanceof Uint8Array) throw new Error('The provider publishes a secret.');
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    expect((await me(await provider.signed({}, { key: secret, alg: 'HS256' }))).status).toBe(401);
    const { privateKey } = await generateKeyPair('ES384');
    const key = privateKey;
    expect((await me(await provider.signed({}, { key, alg: 'ES384' }))).status).toBe(401);
  });

  it.each(['../../../../dev/null', '', 'none'])('that names the key %j', async (kid) => {
    expect((await me(await provider.signed({}, { header: { kid } }))).status).toBe(401);
  });

  it('that cannot be read without what its header asks for', async () => {
    const header = { crit: ['spec'], spec: 'anything' };
    expect((await me(await provider.signed({}, { header }))).status).toBe(401);
  });

  it('whose claims were changed', async () => {
    const [header = '', payload = '', signature = ''] = (await provider.signed({})).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const raised = { ...claims, edict_roles: ['admin'] };
    const forged = Buffer.from(JSON.stringify(raised)).toString('base64url');
    expect((await me(`${header}.${forged}.${signature}`)).status).toBe(401);
  });
});

describe('Requests that come at once to a server that has just started', () => {
  it('are all let in, though it has to ask the provider first', async () => {
    const started = await RunningServer.start({
      EDICT_OIDC_ISSUER: provider.issuer,
      EDICT_OIDC_AUDIENCE: AUDIENCE,
    });
    const key = await provider.token({ edict_roles: ['reader'] });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => started.ask('/v1/me', { key })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await started.close();
  });
});

describe('Without the provider', () => {
  it('keys go on and tokens are refused, never an error of the server', async () => {
    const gone = await SpecProvider.start({ edict_roles: ['reader'] });
    const token = await gone.token();
    await gone.close();
    const alone = await RunningServer.start({
      EDICT_OIDC_ISSUER: gone.issuer,
      EDICT_OIDC_AUDIENCE: AUDIENCE,
    });
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect((await alone.ask('/v1/me', { key: token })).status).toBe(401);
    expect((await alone.ask('/v1/me')).status).toBe(200);
    await alone.close();
  });

  it('tokens of keys that are known go on too', async () => {
    const own = await SpecProvider.start({ edict_roles: ['reader'] });
    const other = await RunningServer.start({
      EDICT_OIDC_ISSUER: own.issuer,
      EDICT_OIDC_AUDIENCE: AUDIENCE,
    });
    const [first, second] = [await own.token(), await own.token()];
    expect((await other.ask('/v1/me', { key: first })).status).toBe(200);
    await own.close();
    expect((await other.ask('/v1/me', { key: second })).status).toBe(200);
    await other.close();
  });
});
