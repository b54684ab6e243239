import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { event, WEEK } from '../api/setup/february.js';
import { RunningServer } from '../api/setup/running-server.js';
import type { Answer } from '../api/setup/running-server.js';
import { AUDIENCE, SpecProvider } from './provider.js';

const OTHER = event('other', 'company.registered', 'companies/other', {
  name: { en: 'Other' },
  jurisdiction: 'US',
});
const JSON_TYPE = { 'content-type': 'application/json' };
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

let server: RunningServer;
let key: string;
let keyId: string;

beforeAll(async () => {
  server = await RunningServer.start();
  for (const one of [...WEEK, OTHER]) await server.record(one);
  await server.fresh('/v1/companies');
});
afterAll(() => server.close());

beforeEach(async () => {
  ({ key, id: keyId } = await made({ roles: ['analyst', 'admin'] }));
});

async function made(grant: object): Promise<{ readonly key: string; readonly id: string }> {
  const { status, json, text } = await server.ask('/v1/keys', {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ name: 'spec', ...grant }),
  });
  if (status !== 201) throw new Error(text);
  return { key: String(json['key']), id: json.id };
}

/** What stands behind the # of a new link. */
async function linked(at = server, by = key): Promise<string> {
  const { status, json, text } = await at.ask('/v1/sign-in-links', { method: 'POST', key: by });
  if (status !== 201) throw new Error(text);
  return new URL(String(json['url'])).hash.slice(1);
}

function exchanged(link: string, headers: object = OWN_PAGE, at = server): Promise<Answer> {
  return at.ask('/v1/sessions', {
    method: 'POST',
    key: '',
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify({ link }),
  });
}

/** The cookie as a browser sends it back. */
async function signedIn(at = server, by = key): Promise<string> {
  const { headers } = await exchanged(await linked(at, by), OWN_PAGE, at);
  return (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

function asBrowser(path: string, cookie: string, headers: object = {}, method = 'GET') {
  return server.ask(path, { method, key: '', headers: { cookie, ...headers } });
}

const meOf = async (cookie: string) => (await asBrowser('/v1/me', cookie)).status;

describe('A sign-in link', () => {
  it('leads to a page that keeps its secret to itself', async () => {
    const { json, headers } = await server.ask('/v1/sign-in-links', { method: 'POST', key });
    expect(headers.get('cache-control')).toBe('no-store');
    const url = new URL(String(json['url']));
    expect([url.origin, url.pathname, url.search]).toEqual([server.url, '/sign-in', '']);
    expect(url.hash).toMatch(/^#[a-f0-9]{12}\.[\w-]{43}$/);
    const page = await fetch(url);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /default-src 'none'.*frame-ancestors 'none'/,
      ),
    });
    expect(page.headers.get('set-cookie')).toBeNull();
    const [, script = ''] = /<script src="([^"]+)">/.exec(await page.text()) ?? [];
    const ran = await fetch(server.url + script);
    expect([ran.status, ran.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ]);
  });

  it('is used up by the button of the page, not by whatever opens it', async () => {
    const link = await linked();
    for (const method of ['GET', 'HEAD']) await fetch(`${server.url}/sign-in`, { method });
    const { status, json, headers } = await exchanged(link);
    expect([status, json]).toMatchObject([
      201,
      { actor: `key:${keyId}`, roles: ['analyst', 'admin'] },
    ]);
    expect(headers.get('cache-control')).toBe('no-store');
    const again = await exchanged(link);
    expect([again.status, again.json.code]).toEqual([422, 'invalid-sign-in-link']);
    expect(again.headers.get('set-cookie')).toBeNull();
  });

  it.each([{}, { link: 1 }, { link: 'x'.repeat(101) }, { link: 'a', more: true }])(
    'is not %j',
    async (body) => {
      const { status, json } = await server.ask('/v1/sessions', {
        method: 'POST',
        key: '',
        headers: JSON_TYPE,
        body: JSON.stringify(body),
      });
      expect([status, json.code]).toEqual([400, 'invalid-body']);
    },
  );

  it.each(['cross-site', 'same-site', 'none'])(
    'signs nobody in from a page that is %s',
    async (site) => {
      const link = await linked();
      const refused = await exchanged(link, { 'sec-fetch-site': site });
      expect([refused.status, refused.json.code]).toEqual([403, 'cross-site']);
      expect((await exchanged(link)).status).toBe(201);
    },
  );

  it('is read as a body of JSON only', async () => {
    const link = await linked();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const { status } = await exchanged(link, { ...OWN_PAGE, 'content-type': type });
      expect([type, status]).toEqual([type, 415]);
    }
  });

  it('is made by a key only, not by a session and not by a token', async () => {
    const cookie = await signedIn();
    const { status, json } = await asBrowser('/v1/sign-in-links', cookie, OWN_PAGE, 'POST');
    expect([status, json.code]).toEqual([403, 'forbidden']);
    const provider = await SpecProvider.start({ edict_roles: ['reader'] });
    const other = await RunningServer.start({
      EDICT_OIDC_ISSUER: provider.issuer,
      EDICT_OIDC_AUDIENCE: AUDIENCE,
    });
    const token = await provider.token({ edict_roles: ['reader'] });
    const asked = await other.ask('/v1/sign-in-links', { method: 'POST', key: token });
    expect([asked.status, asked.json.code]).toEqual([403, 'forbidden']);
    expect((await other.ask('/v1/sessions', { key: token })).json.items).toEqual([]);
    await other.close();
    await provider.close();
  });

  it('leads nowhere that a Host header names', async () => {
    for (const host of [
      'evil.example',
      'localhost.evil.example:80',
      '127.0.0.1.evil.example',
      'a@localhost',
    ]) {
      const url = await urlMadeWith({ host });
      expect([host, new URL(url).origin]).toEqual([host, server.url]);
    }
    const { port } = new URL(server.url);
    expect(await urlMadeWith({ host: `localhost:${port}` })).toMatch(
      `http://localhost:${port}/sign-in#`,
    );
  });
});

function urlMadeWith(headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}/v1/sign-in-links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'x-forwarded-host': 'evil.example', ...headers },
    });
    asked.on('error', reject).on('response', (answer) => {
      answer.toArray().then((parts) => {
        resolve((JSON.parse(parts.join('')) as { readonly url: string }).url);
      }, reject);
    });
    asked.end();
  });
}

describe('A session', () => {
  it('stands in a cookie that scripts and other sites do not get', async () => {
    const { headers } = await exchanged(await linked());
    expect(headers.get('set-cookie')).toMatch(
      /^edict-session=[a-f0-9]{12}\.[\w-]{43}; Expires=\w{3}, [^;]+ GMT; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('acts for its key, and reads what the key reads', async () => {
    const cookie = await signedIn();
    expect((await asBrowser('/v1/me', cookie)).json).toEqual(
      (await server.ask('/v1/me', { key })).json,
    );
    const scoped = await made({ roles: ['reader'], companies: ['bytedance'] });
    const bounded = await signedIn(server, scoped.key);
    const { json } = await asBrowser('/v1/companies', bounded);
    expect(json.items.map(({ id }) => id)).toEqual(['bytedance']);
    expect((await asBrowser('/v1/companies/other', bounded)).status).toBe(404);
    expect((await asBrowser('/v1/keys', bounded)).status).toBe(403);
  });

  it('ends with its key at the next request', async () => {
    const cookie = await signedIn();
    expect(await meOf(cookie)).toBe(200);
    await server.ask(`/v1/keys/${keyId}`, { method: 'DELETE' });
    expect(await meOf(cookie)).toBe(401);
  });

  it('is ended by itself, and the browser forgets it', async () => {
    const cookie = await signedIn();
    const ended = await asBrowser('/v1/sessions/current', cookie, OWN_PAGE, 'DELETE');
    expect(ended.status).toBe(204);
    expect(ended.headers.get('set-cookie')).toMatch(/^edict-session=; Expires=Thu, 01 Jan 1970 /);
    expect(await meOf(cookie)).toBe(401);
  });

  it('is listed for its key and ended from elsewhere, but not by others', async () => {
    const cookie = await signedIn();
    const { json } = await asBrowser('/v1/sessions', cookie);
    expect(json.items).toMatchObject([{ id: expect.any(String), current: true }]);
    const [session] = (await server.ask('/v1/sessions', { key })).json.items;
    expect(session).toMatchObject({ id: json.items[0]?.id, current: false });
    const path = `/v1/sessions/${String(session?.id)}`;
    expect((await server.ask(path, { method: 'DELETE' })).status).toBe(404);
    expect(await meOf(cookie)).toBe(200);
    expect((await server.ask(path, { method: 'DELETE', key })).status).toBe(204);
    expect(await meOf(cookie)).toBe(401);
    expect((await server.ask('/v1/sessions/current', { method: 'DELETE', key })).status).toBe(404);
  });

  it('is not looked at beside a key or a token, whether that is valid or not', async () => {
    const cookie = await signedIn();
    const reader = await made({ roles: ['reader'] });
    const asReader = await server.ask('/v1/me', { key: reader.key, headers: { cookie } });
    expect(asReader.json['actor']).toBe(`key:${reader.id}`);
    for (const authorization of ['Bearer edict_x', 'Basic eDp5', '']) {
      const { status } = await asBrowser('/v1/me', cookie, { authorization });
      expect([authorization, status]).toEqual([authorization, 401]);
    }
  });

  it('is none where a request names two, or one with another value', async () => {
    const cookie = await signedIn();
    expect(await meOf(`a=b; ${cookie}; c=d`)).toBe(200);
    expect(await meOf(`${cookie}; ${await signedIn()}`)).toBe(401);
    expect(await meOf(cookie.slice(0, -1))).toBe(401);
    expect(await meOf(`x${cookie}`)).toBe(401);
    expect(await meOf(`__Host-${cookie}`)).toBe(401);
  });
});

describe('What changes anything with a session', () => {
  const CASES: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
    ['a page of this server', { 'sec-fetch-site': 'same-origin' }, 201],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }, 403],
    ['no page at all', { 'sec-fetch-site': 'none' }, 403],
    ['what no browser says', { 'sec-fetch-site': 'SAME-ORIGIN' }, 403],
    ['an older browser that names another origin', { origin: 'https://evil.example' }, 403],
    ['an older browser that names none', { origin: 'null' }, 403],
    ['a program that says nothing', {}, 403],
    ['a page that lies about its origin', { 'sec-fetch-site': 'cross-site', origin: 'own' }, 403],
    ['an older browser that names this origin', { origin: 'own' }, 201],
  ];

  it.each(CASES)('is asked for by %s', async (name, headers, expected) => {
    const cookie = await signedIn();
    const own = headers['origin'] === 'own' ? { origin: server.url } : {};
    const body = JSON.stringify({ ...OTHER, id: `by ${name}` });
    const before = await server.head();
    const { status, json } = await server.ask('/v1/events', {
      method: 'POST',
      key: '',
      headers: { cookie, 'content-type': 'application/cloudevents+json', ...headers, ...own },
      body: body.replace(
        'companies/other',
        `companies/by-${String(CASES.findIndex(([one]) => one === name))}`,
      ),
    });
    expect([status, status === 403 ? json.code : '']).toEqual([
      expected,
      expected === 403 ? 'cross-site' : '',
    ]);
    expect((await server.head()) - before).toBe(expected === 201 ? 1 : 0);
  });

  it('is no form of another site, whatever its encoding', async () => {
    const cookie = await signedIn();
    const form = new FormData();
    form.set('file', new Blob(['{}']), 'events.json');
    // Of a form of texts not even the type is taken.
    for (const [body, expected] of [
      [form, 403],
      ['a=b', 415],
    ] as const) {
      const headers = { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      const { status } = await server.ask('/v1/imports', {
        method: 'POST',
        key: '',
        headers,
        body,
      });
      expect(status).toBe(expected);
    }
    const erased = { cookie, 'sec-fetch-site': 'cross-site' };
    const { status } = await server.ask(`/v1/keys/${keyId}`, {
      method: 'DELETE',
      key: '',
      headers: erased,
    });
    expect(status).toBe(403);
    expect(await meOf(cookie)).toBe(200);
  });

  it('is read by no other page either', async () => {
    const cookie = await signedIn();
    for (const [site, expected] of [
      ['same-origin', 200],
      ['none', 200],
      ['same-site', 403],
      ['cross-site', 403],
    ] as const) {
      const { status } = await asBrowser('/v1/me', cookie, { 'sec-fetch-site': site });
      expect([site, status]).toEqual([site, expected]);
    }
  });
});

describe('Behind a proxy with TLS', () => {
  it('links lead there, and the cookie is for that host alone', async () => {
    const behind = await RunningServer.start({ EDICT_PUBLIC_URL: 'https://edict.example' });
    const { json } = await behind.ask('/v1/sign-in-links', { method: 'POST' });
    const url = new URL(String(json['url']));
    expect(url.origin).toBe('https://edict.example');
    const { headers } = await exchanged(url.hash.slice(1), OWN_PAGE, behind);
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-edict-session=[^;]+; Expires=.*; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const [pair = ''] = cookie.split(';', 1);
    const ended = (origin: string) =>
      behind.ask('/v1/sessions/current', {
        method: 'DELETE',
        key: '',
        headers: { cookie: pair, origin },
      });
    expect(
      (await behind.ask('/v1/me', { key: '', headers: { cookie: pair.replace('__Host-', '') } }))
        .status,
    ).toBe(401);
    expect((await ended(behind.url)).status).toBe(403);
    expect((await ended('https://edict.example')).status).toBe(204);
    const feed = await behind.ask('/v1/calendar-feeds', {
      method: 'POST',
      headers: JSON_TYPE,
      body: '{}',
    });
    expect(feed.json['url']).toMatch(/^https:\/\/edict\.example\/v1\/calendar-feeds\//);
    await behind.close();
  });
});

describe('The access log', () => {
  it('has who signed in and who could not, and no secret', async () => {
    const link = await linked();
    await exchanged(link);
    await exchanged(link);
    const { json, text } = await server.ask('/v1/access-log?limit=1000');
    const lines = json.items.filter(({ resource }) => resource === 'POST /v1/sessions');
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['signed-in', 'authentication-failed']),
    );
    expect(text).not.toContain(link.split('.')[1]);
  });
});
