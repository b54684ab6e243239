import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { event, WEEK } from '../api/setup/february.js';
import { roleMatrix } from '../api/setup/role-matrix.js';
import { RunningServer } from '../api/setup/running-server.js';
import { ELSEWHERE, OF_BOTH, OTHER } from './two-companies.js';

let server: RunningServer;
let scoped: string;
let nobody: string;
let last: number;

beforeAll(async () => {
  server = await RunningServer.start();
  const refused: string[] = [];
  for (const one of OF_BOTH) {
    const { status, text } = await server.record(one);
    if (status !== 201) refused.push(`${one.id}: ${text}`);
  }
  if (refused.length > 0) throw new Error(refused.join());
  await server.fresh('/v1/companies');
  last = await server.head();
  scoped = await made(['bytedance']);
  nobody = await made(['nobody-knows-it']);
});
afterAll(() => server.close());

async function made(companies?: readonly string[], period?: object): Promise<string> {
  const { status, json, text } = await server.ask('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'spec',
      roles: ['reader', 'auditor', 'exporter'],
      companies,
      period,
    }),
  });
  if (status !== 201) throw new Error(text);
  return String(json['key']);
}

const bounded = [...roleMatrix().values()]
  .filter(({ bounds }) => bounds.includes('companies'))
  .map(({ route }) => route);
const reading = bounded.filter((route) => route.startsWith('GET ')).map((route) => route.slice(4));
const lists = reading.filter((path) => !path.includes('{'));

describe('A key of one company', () => {
  it.each(lists)('reads at %s nothing of another, in any form', async (path) => {
    const needed = path === '/v1/search' ? `?q=${OTHER}` : '';
    const forms = ['application/json', 'text/csv', 'application/x-ndjson'];
    for (const accept of forms) {
      const { status, text } = await server.ask(path + needed, {
        key: scoped,
        headers: { accept },
      });
      expect([path, accept, status]).toEqual([path, accept, expect.any(Number)]);
      expect(status).not.toBe(403);
      expect(status).toBeLessThan(500);
      expect(text.replace(`"q":"${OTHER}"`, '')).not.toMatch(/hidden/i);
    }
  });

  it('would read it there without its bounds', async () => {
    const shown: string[] = [];
    for (const path of lists) {
      const { text } = await server.ask(path === '/v1/search' ? `${path}?q=${OTHER}` : path);
      if (/hidden/i.test(text)) shown.push(path);
    }
    expect(shown).toEqual(
      expect.arrayContaining([
        '/v1/events',
        '/v1/companies',
        '/v1/systems',
        '/v1/algorithm-registrations',
        '/v1/feature-suspensions',
        '/v1/enforcement',
        '/v1/incidents',
        '/v1/claims',
        '/v1/service-filings',
        '/v1/deadlines',
        '/v1/deadlines.ics',
        '/v1/duties',
        '/v1/matrix',
        '/v1/measures',
        '/v1/status-changes',
        '/v1/status-history',
        '/v1/statuses',
        '/v1/waivers',
        '/v1/search',
      ]),
    );
  });

  it.each([
    '/v1/companies/hidden-co',
    '/v1/companies/hidden-co?group=true',
    '/v1/companies/hidden-co/timeline',
    '/v1/companies/hidden-co/why?subject=systems/hidden-video&obligation=cn-label-4',
    '/v1/companies/hidden-co/diff?from=2026-01-01',
    '/v1/companies/hidden-co/replay',
    '/v1/companies/hidden-co/evidence.zip',
    '/v1/systems/hidden-video',
  ])('is told of %s what it is told of what there is not', async (path) => {
    const answer = await server.ask(path, { key: scoped });
    const none = path
      .replaceAll('hidden-co', 'nobody-at-all')
      .replaceAll('hidden-video', 'nothing');
    const absent = await server.ask(none, { key: scoped });
    expect([answer.status, absent.status]).toEqual([404, 404]);
    const said = (text: string) =>
      text
        .replace(/urn:uuid:[0-9a-f-]+/, '')
        .replace(/nobody-at-all|hidden-co/g, 'C')
        .replace(/hidden-video|nothing/g, 'S');
    expect(said(answer.text)).toBe(said(absent.text));
  });

  it.each([
    '/v1/companies/bytedance',
    '/v1/companies/bytedance/timeline',
    '/v1/companies/bytedance/replay',
    '/v1/companies/bytedance/diff?from=2026-01-01&to=2026-03-01',
    '/v1/systems?company=bytedance&validAt=2026-03-01',
    '/v1/statuses?company=bytedance&validAt=2026-03-01',
    '/v1/status-history?company=bytedance&from=2026-01-01&to=2026-03-01',
    '/v1/events?company=bytedance',
    '/v1/instruments?validAt=2026-03-01',
    '/v1/obligations?validAt=2026-03-01',
    '/v1/terms?validAt=2026-03-01',
  ])('reads at %s what everybody reads there', async (path) => {
    const [own, all] = await Promise.all([server.ask(path, { key: scoped }), server.ask(path)]);
    const timeless = (text: string) =>
      text.replaceAll(/"(validAt|position|daysLeft|daysLate)":("[^"]*"|-?\d+)/g, '');
    expect([own.status, timeless(own.text)]).toEqual([200, timeless(all.text)]);
  });

  it('finds each event or not, whole or raw or proved, by whose it is', async () => {
    const all = (await server.ask('/v1/events?limit=1000')).json.items;
    const mine = (await server.ask('/v1/events?limit=1000', { key: scoped })).json.items;
    const positions = new Set(mine.map((one) => one['position']));
    expect(mine.length).toBeGreaterThan(WEEK.length - 1);
    expect(all.length - mine.length).toBe(ELSEWHERE.length);
    for (const { position } of all) {
      const expected = positions.has(position) ? 200 : 404;
      for (const more of ['', '?raw=true']) {
        const { status } = await server.ask(`/v1/events/${String(position)}${more}`, {
          key: scoped,
        });
        expect([position, more, status]).toEqual([position, more, expected]);
      }
    }
    const proof = await server.ask(`/v1/events/${last}/proof`, { key: scoped });
    expect(proof.status).toBe(404);
  });

  it('is not let in where what is answered cannot be bounded', async () => {
    const whole = [...roleMatrix().values()].filter(
      ({ bounds, roles }) => !bounds.includes('companies') && roles,
    );
    const roles = ['reader', 'auditor', 'exporter'] as const;
    const mine = whole.filter((rule) => roles.some((role) => rule.roles?.includes(role)));
    for (const { route } of mine) {
      const [method = '', path = ''] = route.split(' ');
      const { status } = await server.ask(path.replaceAll(/\{\w+\}/g, '1'), {
        method,
        key: scoped,
      });
      expect([route, status]).toEqual([route, 403]);
    }
    expect(mine.map(({ route }) => route)).toContain('GET /v1/access-log');
  });

  it('supposes nothing about another', async () => {
    const supposed = event('s', 'feature.resumed', 'systems/hidden-video', {
      feature: 'hidden-feature',
    });
    const { status, text } = await server.ask('/v1/what-if', {
      method: 'POST',
      key: scoped,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: [supposed] }),
    });
    expect([status, /unknown-subject|unknown-feature/.test(text)]).toEqual([422, true]);
  });

  it('of a company that nobody knows reads the rules and nothing else', async () => {
    for (const path of ['/v1/companies', '/v1/systems', '/v1/statuses', '/v1/deadlines']) {
      expect((await server.ask(path, { key: nobody })).json.items).toEqual([]);
    }
    expect((await server.ask('/v1/companies/bytedance', { key: nobody })).status).toBe(404);
    expect((await server.ask('/v1/obligations', { key: nobody })).json.items).toEqual(
      (await server.ask('/v1/obligations')).json.items,
    );
  });
});

interface Document {
  readonly paths: Readonly<
    Record<string, { readonly get?: { readonly parameters?: readonly { name: string }[] } }>
  >;
}

describe('A key of a period', () => {
  const FEBRUARY = { from: '2026-02-08T00:00:00Z', to: '2026-03-01T00:00:00Z' };

  it('asks about valid time in it, and about no other', async () => {
    const key = await made(undefined, FEBRUARY);
    for (const path of ['/v1/companies', '/v1/statuses', '/v1/companies/bytedance', '/v1/matrix']) {
      const at = (validAt: string) => server.ask(`${path}?validAt=${validAt}`, { key });
      for (const inside of ['2026-02-08T00:00:00Z', '2026-02-11', '2026-02-28T23:59:59Z'])
        expect([path, inside, (await at(inside)).status]).toEqual([path, inside, 200]);
      for (const outside of ['2026-02-07T23:59:59Z', '2026-03-01T00:00:00Z', '2026-06-01'])
        expect([path, outside, (await at(outside)).status]).toEqual([path, outside, 403]);
      expect((await server.ask(path, { key })).json.code).toBe('forbidden');
    }
    const diff = (times: string) => server.ask(`/v1/companies/bytedance/diff?${times}`, { key });
    expect((await diff('from=2026-02-09&to=2026-02-20')).status).toBe(200);
    expect((await diff('from=2026-01-02&to=2026-02-20')).status).toBe(403);
    expect((await diff('from=2026-02-09')).status).toBe(403);
  });

  it('asks so of every route that it may use', async () => {
    const key = await made(undefined, FEBRUARY);
    const { paths } = (await server.ask('/openapi.json')).json as unknown as Document;
    const dated = [...roleMatrix().values()]
      .filter(({ bounds }) => bounds.includes('period'))
      .map(({ route }) => route.replace('GET ', ''))
      .filter((path) => paths[path]?.get?.parameters?.some(({ name }) => name === 'validAt'));
    expect(dated.length).toBeGreaterThan(20);
    for (const path of dated) {
      const named = path.replace('companies/{id}', 'companies/bytedance').replace(/\{\w+\}/, 'cn');
      const needed = path.endsWith('/why') ? 'subject=systems/a&obligation=b&' : '';
      const { status } = await server.ask(`${named}?${needed}validAt=2026-06-01`, { key });
      expect([path, status]).toEqual([path, 403]);
    }
  });

  it('goes on from page to page', async () => {
    const key = await made(undefined, FEBRUARY);
    const first = await server.ask('/v1/companies?limit=1&validAt=2026-02-11', { key });
    const next = encodeURIComponent(String(first.json['next']));
    expect((await server.ask(`/v1/companies?cursor=${next}`, { key })).status).toBe(200);
    const later = await server.ask('/v1/companies?limit=1&validAt=2026-04-11');
    const stolen = encodeURIComponent(String(later.json['next']));
    expect((await server.ask(`/v1/companies?cursor=${stolen}`, { key })).status).toBe(403);
  });

  it('is not let in where what is answered has no such bounds', async () => {
    const key = await made(undefined, FEBRUARY);
    for (const { route, bounds, roles } of roleMatrix().values()) {
      const mine = roles?.some((role) => ['reader', 'auditor', 'exporter'].includes(role)) ?? false;
      if (!mine || bounds.includes('period')) continue;
      const [method = '', path = ''] = route.split(' ');
      const { status } = await server.ask(path.replaceAll(/\{\w+\}/g, '1'), { method, key });
      expect([route, status]).toEqual([route, 403]);
    }
  });
});

describe('Many requests at once over the same connections', () => {
  it('never see what another request may see', async () => {
    const keys = [scoped, undefined, nobody];
    const counts = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const key = keys[index % keys.length];
        const path = index % 2 === 0 ? '/v1/companies' : '/v1/events?limit=1000';
        const { json } = await server.ask(path, key === undefined ? {} : { key });
        return [index % (2 * keys.length), json.items.length] as const;
      }),
    );
    const seen = new Map<number, Set<number>>();
    for (const [kind, count] of counts) seen.set(kind, (seen.get(kind) ?? new Set()).add(count));
    for (const [kind, different] of seen) expect([kind, different.size]).toEqual([kind, 1]);
    expect(new Set([...seen.values()].flatMap((one) => [...one])).size).toBeGreaterThan(3);
  });
});
