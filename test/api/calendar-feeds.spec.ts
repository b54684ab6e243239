import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { wrongs } from './setup/body.js';
import { event, WEEK } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

const DAY_MS = 86_400_000;
const dueOn = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10);
const order = (id: string, company: string) =>
  event(`order-${id}`, 'enforcement.opened', `companies/${company}`, {
    case: id,
    authority: 'CAC',
    measures: ['rectification-order'],
    dueOn,
  });
const OTHER = event('other', 'company.registered', 'companies/other', {
  name: { en: 'Other' },
  jurisdiction: 'US',
});

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  for (const one of [...WEEK, OTHER, order('one', 'bytedance'), order('two', 'other')]) {
    const { status, text } = await server.record(one);
    if (status !== 201) throw new Error(text);
  }
  await server.fresh('/v1/companies');
});
afterAll(() => server.close());

async function post(body: object | string, more: Readonly<Record<string, string>> = {}) {
  return server.ask('/v1/calendar-feeds', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function made(body: object, more?: Readonly<Record<string, string>>) {
  const { status, json, text } = await post(body, more);
  if (status !== 201) throw new Error(text);
  return { id: json.id, url: String(json['url']), path: new URL(String(json['url'])).pathname };
}

const summaries = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((one) => one.getFirstPropertyValue('summary'));

describe('A calendar feed', () => {
  it('is read at its address without a key, with what it was made for', async () => {
    const { url } = await made({ company: 'bytedance', within: '2w' });
    expect(url).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/v1\/calendar-feeds\/[0-9a-f]{12}\/[\w-]{43}\.ics$/,
    );
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(summaries(await response.text())).toEqual([
      'Order of CAC: Order to correct (bytedance)',
    ]);
  });

  it.each([
    [{}, {}, 2],
    [{ within: '1d' }, {}, 0],
    [{ kind: 'obligation' }, {}, 0],
    [{ kind: 'case', status: 'pending' }, {}, 2],
    [{ status: 'unevidenced' }, {}, 0],
  ])('made by %j shows what it selects', async (body, headers, count) => {
    const { path } = await made(body, headers);
    expect(summaries((await server.ask(path, { key: '' })).text)).toHaveLength(count);
  });

  it('is in the language that was asked for, or else preferred by who made it', async () => {
    const first = async (body: object, accepted: string) => {
      const { path } = await made(body, { 'accept-language': accepted });
      const answer = await server.ask(path, { headers: { 'accept-language': 'en' } });
      return answer.text.includes('合规期限');
    };
    expect(await first({ language: 'zh' }, 'en')).toBe(true);
    expect(await first({}, 'zh-CN')).toBe(true);
    expect(await first({}, 'en')).toBe(false);
  });

  it('is not sent again to who has it', async () => {
    const { path } = await made({});
    const { headers } = await server.ask(path, { key: '' });
    const again = await server.ask(path, {
      key: '',
      headers: { 'if-none-match': String(headers.get('etag')) },
    });
    expect(again.status).toBe(304);
    expect((await server.ask(path, { key: '', method: 'HEAD' })).status).toBe(200);
  });

  it('is listed without its address, and gone once it is revoked', async () => {
    const { id, path } = await made({ company: 'bytedance' }, { 'accept-language': 'zh' });
    await server.ask(path, { key: '' });
    const { json, text } = await server.ask('/v1/calendar-feeds');
    expect(text).not.toContain(path.slice(-47, -4));
    expect(json.items.find((one) => one.id === id)).toEqual({
      id,
      company: 'bytedance',
      within: '30d',
      language: 'zh',
      createdAt: expect.stringMatching(/Z$/),
      createdBy: 'key:admin',
      lastUsedAt: expect.stringMatching(/Z$/),
    });
    const revoke = () => server.ask(`/v1/calendar-feeds/${id}`, { method: 'DELETE' });
    expect((await revoke()).status).toBe(204);
    expect((await server.ask(path, { key: '' })).json.code).toBe('not-found');
    expect((await revoke()).status).toBe(404);
    const after = await server.ask('/v1/calendar-feeds');
    expect(after.json.items.some((one) => one.id === id)).toBe(false);
  });

  it('is nowhere but at its address, whatever key is sent', async () => {
    const { id, path } = await made({});
    const secret = path.slice(-47, -4);
    for (const address of [
      `/v1/calendar-feeds/${id}/${secret}`,
      `/v1/calendar-feeds/${id}/${secret.slice(0, -1)}.ics`,
      `/v1/calendar-feeds/${id}/${'A'.repeat(43)}.ics`,
      `/v1/calendar-feeds/000000000000/${secret}.ics`,
      `/v1/calendar-feeds/${id}/.ics`,
      `/v1/calendar-feeds/${id}/%00.ics`,
    ]) {
      const answer = await server.ask(address);
      expect([address, answer.status]).toEqual([address, 404]);
      expect(answer.text).not.toContain(secret);
    }
    expect((await server.ask(`${path}?x=1`, { key: '' })).status).toBe(400);
  });

  it('is made, listed and revoked with a key only', async () => {
    const { id } = await made({});
    const open = { key: '' };
    expect((await server.ask('/v1/calendar-feeds', open)).status).toBe(401);
    expect((await server.ask('/v1/calendar-feeds', { ...open, method: 'POST' })).status).toBe(401);
    const revoke = { ...open, method: 'DELETE' };
    expect((await server.ask(`/v1/calendar-feeds/${id}`, revoke)).status).toBe(401);
  });

  it.each([
    [{ within: '30' }, ['/within malformed']],
    [{ within: 30 }, ['/within malformed']],
    [{ within: null }, ['/within malformed']],
    [{ kind: 'fine', status: 'happy' }, ['/kind not-allowed', '/status not-allowed']],
    [{ language: 'fr' }, ['/language not-allowed']],
    [{ company: '' }, ['/company too-short']],
    [{ company: ['bytedance'] }, ['/company wrong-type']],
    [{ colour: 'red' }, ['/colour unknown-field']],
    [{ constructor: {} }, ['/constructor unknown-field']],
    [[], [' wrong-type']],
  ])('is not made by %j', async (body, expected) => {
    const before = (await server.ask('/v1/calendar-feeds')).json.items.length;
    const { status, json } = await post(body);
    expect([status, json.code, wrongs(json)]).toEqual([400, 'invalid-body', expected]);
    expect((await server.ask('/v1/calendar-feeds')).json.items).toHaveLength(before);
  });

  it('is not made of a company that nobody knows, of broken JSON or of another type', async () => {
    expect((await post({ company: 'bytedanse' })).json).toMatchObject({
      status: 422,
      code: 'unknown-subject',
    });
    expect((await post('{"within":"30d","within":"2w"}')).json.code).toBe('malformed-json');
    expect((await post('')).json.code).toBe('malformed-json');
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('never has its secret in a metric', async () => {
    const { path } = await made({});
    await server.ask(path, { key: '' });
    const { text } = await server.ask('/metrics');
    expect(text).toContain('route="/v1/calendar-feeds/:id/:file"');
    expect(text).not.toContain(path.slice(-47, -4));
  });
});
