import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idsOf, parseBody, parseLines, positionsOf } from './setup/body.js';
import { COMPANY, event, SUSPENSION, WEEK } from './setup/february.js';
import { sealCursor } from '../../apps/api/src/lists/cursor.js';
import { RunningServer } from './setup/running-server.js';

const MANY = Array.from({ length: 7 }, (_, index) =>
  event(`many-${index}`, 'company.registered', `companies/many-${index}`, {
    name: { zh: `第${index}公司`, en: `Company =${index}` },
    jurisdiction: index % 2 === 0 ? 'CN' : 'US',
  }),
);
const CORRECTION = event(
  'correction',
  'event.corrected',
  SUSPENSION.subject,
  {
    event: { source: SUSPENSION.source, id: SUSPENSION.id },
    time: '2026-02-09T09:00:00+08:00',
    reason: 'The day before, says the notice.',
  },
  { time: '2026-02-20T00:00:00+08:00' },
);

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  for (const one of [...WEEK, ...MANY, CORRECTION]) {
    const { status, text } = await server.record(one);
    if (status !== 201) throw new Error(text);
  }
});
afterAll(() => server.close());

describe('The ledger', () => {
  it('is listed in position order with what is asked of it', async () => {
    const { json, headers } = await server.ask('/v1/events');
    expect(positionsOf(json)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(json.next).toBeUndefined();
    expect(json.asOf).toEqual({ knownAt: 'position:12', position: 12 });
    expect(headers.get('edict-position')).toBe('12');
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  it.each([
    ['after=3&before=6', [4, 5]],
    ['type=feature.*', [3, 4]],
    ['type=feature.launched&type=event.corrected', [3, 12]],
    ['subject=companies/bytedance&subject=systems/seedance-2.0', [1, 2, 3, 4, 12]],
    ['company=bytedance', [1, 2, 3, 4, 12]],
    ['company=bytedance&type=feature.*', [3, 4]],
    ['company=bytedance&subject=companies/bytedance', [1]],
    ['company=nobody', []],
    ['from=2026-02-10', [4, 12]],
    ['from=2026-02-10&to=2026-02-10', [4]],
    ['from=2026-02-10T01:00:00Z&to=2026-02-10T01:00:01Z', [4]],
    ['to=2026-02-09', [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]],
  ])('answers ?%s', async (query, expected) => {
    await server.fresh('/v1/companies');
    const { json } = await server.ask(`/v1/events?${query}`);
    expect(positionsOf(json)).toEqual(expected);
  });

  it('is paged by cursors that pin the head', async () => {
    const seen: number[] = [];
    let path = '/v1/events?limit=5&type=company.*';
    for (;;) {
      const { json } = await server.ask(path);
      seen.push(...positionsOf(json));
      if (json.next === undefined) break;
      path = `/v1/events?limit=5&cursor=${json.next}`;
    }
    expect(seen).toEqual([1, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('has each event as its exact bytes', async () => {
    const { json, headers } = await server.ask('/v1/events/1');
    expect(json).toMatchObject({ specversion: '1.0', id: COMPANY.id, position: 1, sequence: 1 });
    const raw = await server.ask('/v1/events/1?raw=true');
    expect(parseBody(raw.text)).toEqual(json);
    expect(raw.headers.get('edict-leaf-hash')).toBe(headers.get('edict-leaf-hash'));
    const { createHash } = await import('node:crypto');
    const leaf = createHash('sha256')
      .update(Buffer.from([0]))
      .update(raw.text)
      .digest('hex');
    expect(leaf).toBe(headers.get('edict-leaf-hash'));
  });

  it('is streamed whole as NDJSON', async () => {
    const { text } = await server.ask('/v1/events?type=feature.*', {
      headers: { accept: 'application/x-ndjson' },
    });
    const lines = parseLines(text);
    expect(lines.map(({ position }) => position)).toEqual([3, 4]);
  });

  it('is streamed whole as CSV', async () => {
    const { text, headers } = await server.ask('/v1/events?format=csv');
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(text.split('\r\n')[0]).toMatch(/^specversion,position,sequence,recordedtime,id,source/);
    expect(text.trim().split('\r\n')).toHaveLength(13);
  });
});

describe('A register', () => {
  it('is listed with the times that it answers', async () => {
    const { json, headers } = await server.fresh('/v1/feature-suspensions?active=true');
    expect(json.items).toEqual([
      expect.objectContaining({ system: 'seedance-2.0', company: 'bytedance' }),
    ]);
    expect(json.asOf).toMatchObject({ knownAt: 'position:12', position: 12 });
    expect(headers.get('edict-position')).toBe('12');
  });

  it('is listed as of any valid time and any record time', async () => {
    const from = async (query: string) => {
      const { json } = await server.fresh(`/v1/feature-suspensions?${query}`);
      return json.items.map((row) => row.from);
    };
    expect(await from('validAt=2026-02-08')).toEqual([]);
    expect(await from('validAt=2026-02-09')).toEqual(['2026-02-09T09:00:00+08:00']);
    expect(await from('validAt=2026-02-09&knownAt=position:11')).toEqual([]);
    expect(await from('validAt=2026-02-10&knownAt=position:11')).toEqual([
      '2026-02-10T09:00:00+08:00',
    ]);
    expect(await from('knownAt=2020-01-01T00:00:00Z')).toEqual([]);
  });

  it('is paged without skipping or repeating while others record', async () => {
    const ids: string[] = [];
    let path = '/v1/companies?limit=3&sort=id';
    for (let page = 0; ; page += 1) {
      const { json } = await server.fresh(path);
      ids.push(...idsOf(json));
      if (json.next === undefined) break;
      if (page === 0)
        await server.record({ ...COMPANY, id: 'late', subject: 'companies/a-late-one' });
      path = `/v1/companies?limit=3&sort=id&cursor=${json.next}`;
    }
    expect(ids).toEqual(['bytedance', ...MANY.map(({ subject }) => subject.split('/')[1])]);
  });

  it('is filtered and sorted as its definition says', async () => {
    const { json } = await server.fresh('/v1/companies?jurisdiction=US&sort=-id');
    expect(idsOf(json)).toEqual(['many-5', 'many-3', 'many-1']);
    const found = await server.fresh('/v1/companies?q=第3');
    expect(idsOf(found.json)).toEqual(['many-3']);
  });

  it('is whole as CSV, in an exact and in a spreadsheet-safe profile', async () => {
    const { text, headers } = await server.fresh('/v1/companies?sort=id&jurisdiction=US', {
      headers: { accept: 'text/csv' },
    });
    expect(headers.get('content-disposition')).toBe('attachment; filename="companies.csv"');
    const [header = '', ...lines] = text.trim().split('\r\n');
    expect(header).toMatch(/^id,name_zh,name_en,formerNames,aliases,jurisdiction/);
    expect(lines).toHaveLength(3);
    const excel = await server.fresh('/v1/companies?format=csv&profile=excel');
    expect(excel.text.startsWith('\ufeffid,name_zh')).toBe(true);
  });

  it('is not sent again to who has it', async () => {
    const path = '/v1/companies?knownAt=position:5';
    const first = await server.fresh(path);
    const etag = String(first.headers.get('etag'));
    expect(etag).toMatch(/^W\//);
    const again = await server.ask(path, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    expect(again.headers.get('etag')).toBe(etag);
    const other = await server.ask('/v1/companies?knownAt=position:4', {
      headers: { 'if-none-match': etag },
    });
    expect(other.status).toBe(200);
  });

  it('waits until it has seen what the reader wrote, then says that it has not', async () => {
    const position = String((await server.head()) + 1);
    const headers = { 'edict-min-position': position };
    const { status, json, headers: told } = await server.ask('/v1/companies', { headers });
    expect(status).toBe(503);
    expect(json.code).toBe('not-yet-projected');
    expect(told.get('retry-after')).toMatch(/^[0-9]+$/);
  });

  it.each([
    'feature-suspensions',
    'algorithm-registrations',
    'enforcement',
    'incidents',
    'claims',
    'instruments',
    'sources',
    'service-filings',
    'terms',
  ])('called %s answers in JSON and CSV', async (name) => {
    expect((await server.fresh(`/v1/${name}`)).status).toBe(200);
    const csv = await server.fresh(`/v1/${name}?format=csv`);
    expect(csv.status).toBe(200);
    expect(csv.text).toMatch(/because\r\n/);
  });
});

describe('A cursor', () => {
  it('expires when the registers no longer reach what it pinned', async () => {
    const pinned = { list: 'companies', position: 99_999, validAt: '2026-02-10T00:00:00Z' };
    const cursor = sealCursor({ ...pinned, query: {}, after: { sort: '', key: 'a' } });
    const { status, json } = await server.fresh(`/v1/companies?cursor=${cursor}`);
    expect([status, json.code]).toEqual([410, 'cursor-expired']);
  });
});

describe('One company', () => {
  it('is shown whole', async () => {
    const { json } = await server.fresh('/v1/companies/bytedance');
    expect(json).toMatchObject({
      id: 'bytedance',
      name: { zh: '字节跳动', en: 'ByteDance' },
      systems: [expect.objectContaining({ id: 'seedance-2.0' })],
      openSuspensions: [expect.objectContaining({ feature: 'voice-from-face' })],
    });
    expect(json.asOf.position).toBeGreaterThan(11);
  });

  it('is not there before it was registered', async () => {
    const { status, json } = await server.fresh('/v1/companies/bytedance?validAt=2026-02-01');
    expect(status).toBe(404);
    expect(json.code).toBe('not-found');
    expect((await server.fresh('/v1/companies/nobody')).status).toBe(404);
  });

  it('has a timeline in valid-time order, with corrections', async () => {
    const { json } = await server.fresh('/v1/companies/bytedance/timeline?limit=2');
    const second = await server.ask(`/v1/companies/bytedance/timeline?limit=9&cursor=${json.next}`);
    const entries = [...json.items, ...second.json.items];
    expect(entries.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(entries[3]).toMatchObject({ corrected: true, time: '2026-02-09T09:00:00+08:00' });
    const foreign = await server.ask(`/v1/companies/many-1/timeline?cursor=${json.next}`);
    expect(foreign.json.code).toBe('invalid-cursor');
  });
});

describe('The rest', () => {
  it('finds by part of a name', async () => {
    const { json } = await server.fresh('/v1/search?q=字节');
    const found = json.items.map(({ kind, id }) => `${kind} ${id}`);
    expect(found).toContain('company bytedance');
  });

  it('shows one system', async () => {
    const { json } = await server.fresh('/v1/systems/seedance-2.0');
    expect(json).toMatchObject({ id: 'seedance-2.0', company: 'bytedance' });
    expect((await server.fresh('/v1/systems/nothing')).status).toBe(404);
  });

  it('has the JSON Schema of each type', async () => {
    const { json } = await server.ask('/v1/schemas/feature.suspended/1');
    expect(json.$id).toBe('urn:edict:event:feature.suspended:1');
    expect(json.required).toContain('feature');
    expect((await server.ask('/v1/schemas/feature.suspended/99')).status).toBe(404);
  });
});
