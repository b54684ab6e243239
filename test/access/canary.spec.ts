import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signerKey, formatSignerKey } from '#libs/merkle';
import { parseBody } from '../api/setup/body.js';
import type { Body } from '../api/setup/body.js';
import { STORY } from '../api/setup/filing-duty.js';
import { tablesWith } from '../erasure/places-of-text.js';
import { createTestDatabase } from '../setup/database.js';
import { edict, newDataDirectory, up } from '../start/edict-process.js';
import type { EdictProcess, Settings } from '../start/edict-process.js';
import { until } from '../worker/worker-process.js';

const canary = (what: string) => `${what}-${randomBytes(12).toString('hex')}`;
const ADMIN = canary('admin-canary');
const WRONG = canary('wrong-canary');
const PERSONAL = randomBytes(32).toString('base64url');
const SIGNER = signerKey('canary.example/log', randomBytes(32));
const SIGNING = formatSignerKey(SIGNER);

let running: EdictProcess;
let url: string;
let settings: Settings;
let databaseUrl: string;
/** Everything that anybody was told: answers with their headers, and what commands said. */
let told = '';
/** What was shown once, as it has to be. */
const shown: string[] = [];

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function ask(path: string, { headers = {}, ...asking }: Asking = {}): Promise<Body> {
  const sent = { authorization: `Bearer ${ADMIN}`, ...headers };
  const response = await fetch(url + path, { ...asking, headers: sent });
  const text = await response.text();
  told += `${JSON.stringify([...response.headers])}\n${text}\n`;
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return parseBody(isJson ? text : '{}');
}

/** As `ask`, but with nothing but a cookie. */
async function askAsBrowser(path: string, asking: Asking): Promise<void> {
  const response = await fetch(url + path, asking);
  told += `${JSON.stringify([...response.headers])}\n${await response.text()}\n`;
}

/** The cookie that signing in sets: the one place where it is told. */
async function cookieOf(link: string): Promise<string> {
  const { headers } = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ link }),
  });
  return headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Body> {
  const type = { 'content-type': 'application/json' };
  return ask(path, {
    method: 'POST',
    headers: { ...type, ...headers },
    body: JSON.stringify(body),
  });
}

beforeAll(async () => {
  ({ url: databaseUrl } = await createTestDatabase());
  settings = {
    EDICT_DATABASE_URL: databaseUrl,
    EDICT_DATA_DIR: await newDataDirectory(),
    EDICT_LOG_LEVEL: 'trace',
    EDICT_ADMIN_KEY: ADMIN,
    EDICT_PERSONAL_KEY: `edict-personal-key:${PERSONAL}`,
    EDICT_SIGNING_KEY: SIGNING,
    EDICT_OUTBOUND_ALLOW: '127.0.0.0/8',
  };
  running = up(settings);
  url = await running.ready();
}, 90_000);
afterAll(async () => {
  running.kill('SIGTERM');
  expect(await running.exit).toBe(0);
});

/** Waits until a webhook was called, where nobody listens. */
async function untilCalled(id: string): Promise<void> {
  await until(async () => {
    const { items } = await ask(`/v1/webhooks/${id}/deliveries?state=failed`);
    return items.length > 0;
  });
}

describe('A secret', () => {
  it('is used in every way that there is', async () => {
    for (const one of STORY) expect((await post('/v1/events', one)).position).toBeGreaterThan(0);
    const made = await post('/v1/keys', { name: 'spec', roles: ['reader'] });
    const feed = await post('/v1/calendar-feeds', { within: '30d' });
    const hook = { url: 'http://127.0.0.1:9/hook', events: ['status.changed'] };
    const webhook = await post('/v1/webhooks', hook);
    const rotated = await post(`/v1/webhooks/${webhook.id}/rotate-secret`, {});
    for (const { secret } of [webhook, rotated] as readonly { readonly secret?: unknown }[]) {
      expect(secret).toMatch(/^whsec_/);
      shown.push(String(secret).replace('whsec_', ''));
    }
    const key = String(made['key']);
    const address = String(feed['url']);
    const link = new URL(String((await post('/v1/sign-in-links', {}))['url'])).hash.slice(1);
    const cookie = await cookieOf(link);
    // `edict_<id>_<secret>`, where the secret may have a _ of its own.
    const [, , ...secret] = key.split('_');
    shown.push(...[link, cookie].map((one) => one.split('.')[1] ?? ''));
    shown.push(secret.join('_'), (address.split('/').at(-1) ?? '').replace('.ics', ''));
    expect(key).toMatch(/^edict_/);
    told = '';
    const asKey = { authorization: `Bearer ${key}` };
    for (const method of ['GET', 'POST'])
      for (const more of [{}, { 'sec-fetch-site': 'same-origin' }, { cookie: `${cookie}x` }])
        await askAsBrowser('/v1/me', { method, headers: { cookie, ...more } });
    await post('/v1/sessions', { link });
    for (const headers of [
      asKey,
      { authorization: `Bearer ${WRONG}` },
      { authorization: `Basic ${WRONG}` },
      { authorization: `Bearer ${key}x` },
      { cookie: `session=${WRONG}` },
      { 'x-api-key': WRONG },
    ]) {
      await ask('/v1/companies', { headers });
      await ask('/v1/events?limit=0', { headers });
      await post('/v1/events', { nonsense: true }, headers);
    }
    await ask(new URL(address, url).pathname, { headers: {} });
    await post(`/v1/webhooks/${webhook.id}/test`, {});
    await ask('/v1/webhooks');
    await untilCalled(webhook.id);
    for (const path of ['/v1/keys', '/v1/me', '/v1/access-log', '/v1/calendar-feeds', '/metrics'])
      await ask(path);
    for (const path of ['/health/ready', '/v1/log/keys', '/openapi.json', '/nowhere', '/%zz'])
      await ask(path);
    expect(told).toContain('edict_http_request_seconds');
  }, 60_000);

  it('stands in nothing that the commands say, also where they fail', async () => {
    for (const args of [['config'], ['key', 'list'], ['log', '--help'], ['verify', '--json']])
      told += (await edict(args, settings)).output;
    const unreachable = `postgres://edict:${WRONG}@127.0.0.1:1/none`;
    for (const wrong of [
      { EDICT_DATABASE_URL: unreachable },
      { EDICT_DATABASE_URL: `mysql://${WRONG}` },
      { EDICT_ADMIN_KEY: `${WRONG} with blanks` },
      { EDICT_SIGNING_KEY: `PRIVATE+KEY+${WRONG}` },
      { EDICT_PERSONAL_KEY: `edict-personal-key:${WRONG}` },
    ])
      told += (await edict(['key', 'list'], { ...settings, ...wrong })).output;
    expect(told).toContain('EDICT_DATABASE_URL');
  }, 120_000);

  it('stands in no log line, answer, header or metric', () => {
    for (const secret of [ADMIN, WRONG, PERSONAL, SIGNING, ...shown]) {
      expect(secret.length).toBeGreaterThan(16);
      expect(running.output).not.toContain(secret);
      expect(told).not.toContain(secret);
    }
    // The logs were written at their most talkative.
    expect(running.output).toMatch(/"level":"(?:trace|debug)"/);
  });

  it('stands in no table of the database', async () => {
    for (const secret of [ADMIN, WRONG, PERSONAL, SIGNING, ...shown])
      expect(await tablesWith(databaseUrl, secret)).toEqual([]);
    // The search itself finds what does stand there.
    expect(await tablesWith(databaseUrl, 'seedance-2.0')).not.toEqual([]);
  }, 60_000);
});
