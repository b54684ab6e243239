import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createPool } from '#libs/database';
import type pg from 'pg';
import { wrongs } from '../../api/setup/body.js';
import type { Body } from '../../api/setup/body.js';
import { Exporting } from './exporting.js';

let exporting: Exporting;
let owner: pg.Pool;

beforeAll(async () => {
  exporting = await Exporting.start();
  exporting.work();
  owner = createPool({ url: exporting.server.databaseUrl, applicationName: 'owner' });
  await exporting.company('one', '2026-01-01T00:00:00+08:00');
}, 60_000);

afterAll(async () => {
  await owner.end();
  await exporting.close();
});

const minimal = { name: '公司', dataset: 'companies' };

describe('/v1/exports', () => {
  it('makes, shows, lists, changes and deletes an export', async () => {
    const made = await exporting.define({
      ...minimal,
      schedule: { cron: '30 2 * * *', timeZone: 'Europe/Berlin' },
      retention: { runs: 3 },
    });
    expect(made).toMatchObject({
      ...minimal,
      profile: 'data',
      mode: 'full',
      missedRuns: 'all',
      graceMinutes: 60,
      retention: { runs: 3 },
      deliveries: [],
      enabled: true,
      createdBy: 'key:admin',
    });
    expect(made['nextRuns']).toHaveLength(5);
    const path = `/v1/exports/${made.id}`;
    expect((await exporting.server.ask(path)).json).toEqual(made);
    expect((await exporting.server.ask('/v1/exports')).json.items).toContainEqual(made);
    const off = await exporting.send('PATCH', path, { enabled: false, retention: null });
    expect(off.json).toMatchObject({ enabled: false, retention: { days: 90 }, nextRuns: [] });
    expect((await exporting.send('DELETE', path)).status).toBe(204);
    expect((await exporting.server.ask(path)).status).toBe(404);
    expect((await exporting.send('DELETE', path)).status).toBe(404);
    expect((await exporting.send('PATCH', path, {})).status).toBe(404);
  });

  it('shows working days as far as the calendar is published', async () => {
    const workingDay = { nth: 2, calendar: 'cn', at: '09:00', timeZone: 'Asia/Shanghai' };
    const made = await exporting.define({ ...minimal, schedule: { workingDay } });
    const [first] = made['nextRuns'] as string[];
    expect(made['provisionalFrom']).toBe(first);
  });

  it.each<readonly [string, object, string]>([
    ['an unknown dataset', { dataset: 'secrets' }, '/dataset unknown-dataset'],
    ['an unknown filter', { filters: { colour: 'red' } }, '/filters unknown-filter'],
    ['a filter of a number', { filters: { q: 1 } }, '/filters/q invalid-filter'],
    ['an unknown column', { columns: ['id', 'shoe'] }, '/columns unknown-column'],
    [
      'a cron that is none',
      { schedule: { cron: '61 * * * *', timeZone: 'UTC' } },
      '/schedule/cron invalid-schedule',
    ],
    [
      'a cron that is never due',
      { schedule: { cron: '0 0 31 2 *', timeZone: 'UTC' } },
      '/schedule/cron invalid-schedule',
    ],
    [
      'an unknown zone',
      { schedule: { cron: '0 0 * * *', timeZone: 'Mars/Phobos' } },
      '/schedule/timeZone invalid-schedule',
    ],
    ['a schedule of nothing', { schedule: {} }, '/schedule invalid-schedule'],
    [
      'an unknown calendar',
      { schedule: { workingDay: { nth: 1, calendar: 'de', at: '09:00', timeZone: 'UTC' } } },
      '/schedule/workingDay/calendar invalid-schedule',
    ],
    [
      'a folder with an address',
      { deliveries: [{ kind: 'folder', path: 'a', url: 'x' }] },
      '/deliveries/0/url invalid-delivery',
    ],
    ['a retention of nothing', { retention: {} }, '/retention required'],
  ])('refuses %s', async (_, more, wrong) => {
    const before = (await exporting.server.ask('/v1/exports')).json.items.length;
    const { status, json } = await exporting.send('POST', '/v1/exports', { ...minimal, ...more });
    expect([status, json.code, ...wrongs(json)]).toEqual([422, 'invalid-export', wrong]);
    expect((await exporting.server.ask('/v1/exports')).json.items).toHaveLength(before);
  });

  it.each<readonly [string, object, string]>([
    ['without a name', { dataset: 'companies' }, '/name required'],
    ['with a field of nobody', { ...minimal, colour: 'red' }, '/colour unknown-field'],
    [
      'with a kind of nobody',
      { ...minimal, deliveries: [{ kind: 'fax' }] },
      '/deliveries/0/kind not-allowed',
    ],
    [
      'with a day too many',
      {
        ...minimal,
        schedule: { workingDay: { nth: 24, calendar: 'cn', at: '09:00', timeZone: 'UTC' } },
      },
      '/schedule/workingDay/nth out-of-range',
    ],
    [
      'with an hour too many',
      {
        ...minimal,
        schedule: { workingDay: { nth: 1, calendar: 'cn', at: '24:00', timeZone: 'UTC' } },
      },
      '/schedule/workingDay/at malformed',
    ],
    ['with null for a name', { ...minimal, name: null }, '/name wrong-type'],
  ])('refuses a body %s', async (_, body, wrong) => {
    const { status, json } = await exporting.send('POST', '/v1/exports', body);
    expect([status, json.code, ...wrongs(json)]).toEqual([400, 'invalid-body', wrong]);
  });
});

describe('the runs of an export', () => {
  it('are one for each nominal time, whoever asks', async () => {
    const { id } = await exporting.define(minimal);
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => exporting.run(id, '2026-02-12T08:00:00+08:00')),
    );
    expect(new Set(asked.map((run) => run.id)).size).toBe(1);
    expect(asked[0]).toMatchObject({ state: 'done', attempt: 1 });
  });

  it('are of times that have passed', async () => {
    const { id } = await exporting.define(minimal);
    const path = `/v1/exports/${id}/runs`;
    const ahead = new Date(Date.now() + 60_000).toISOString();
    const later = await exporting.send('POST', path, { nominalTime: ahead });
    expect([later.status, later.json.code]).toEqual([422, 'not-past']);
    for (const nominalTime of ['2026-02-12', '2026-02-30T00:00:00Z', '2026-02-12T08:00:00']) {
      const wrong = await exporting.send('POST', path, { nominalTime });
      expect([wrong.status, wrong.json.code]).toEqual([400, 'invalid-body']);
    }
    expect((await exporting.send('POST', '/v1/exports/none/runs', {})).status).toBe(404);
  });

  it('are listed page by page, the latest first', async () => {
    const { id } = await exporting.define(minimal);
    const times = ['2026-02-12', '2026-02-13', '2026-02-14'].map((day) => `${day}T00:00:00.000Z`);
    for (const time of times) await exporting.run(id, time);
    const first = await exporting.server.ask(`/v1/exports/${id}/runs?limit=2`);
    const { next } = first.json;
    const rest = await exporting.server.ask(`/v1/exports/${id}/runs?limit=2&cursor=${next ?? ''}`);
    const listed = [...first.json.items, ...rest.json.items].map((run) => run['nominalTime']);
    expect(listed).toEqual([...times].reverse());
    expect(rest.json.next).toBeUndefined();
  });

  it('of changes begin where the one before ended, and cannot be put between', async () => {
    const { id } = await exporting.define({ ...minimal, mode: 'delta' });
    const first = await exporting.run(id);
    await exporting.company('three', '2026-01-02T00:00:00+08:00');
    await exporting.server.fresh('/v1/companies');
    const second = await exporting.run(id);
    expect([first['previous'], second['previous']]).toEqual([undefined, first.id]);
    expect(second).toMatchObject({ rows: 1, files: [{ name: 'companies-delta.csv' }, {}, {}, {}] });
    const between = await exporting.send('POST', `/v1/exports/${id}/runs`, {
      nominalTime: '2026-02-12T00:00:00Z',
    });
    expect([between.status, between.json.code]).toEqual([409, 'chain-passed']);
  });

  it('fail visibly once the key is revoked that answers for them', async () => {
    const made = await exporting.send('POST', '/v1/keys', { name: 'program', roles: ['exporter'] });
    const key = String(made.json['key']);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(minimal);
    const { json } = await exporting.server.ask('/v1/exports', {
      method: 'POST',
      key,
      headers,
      body,
    });
    await owner.query(
      `update exports.definition set schedule = '{"cron": "* * * * *", "timeZone": "UTC"}',
       planned_until = now() - interval '1 minute' where id = $1`,
      [json.id],
    );
    await exporting.send('DELETE', `/v1/keys/${made.json.id}`);
    await owner.query(
      `update exports.definition set planned_until = now() - interval '61 minutes' where id = $1`,
      [json.id],
    );
    let failed: Body | undefined;
    while (failed === undefined) {
      const { json: page } = await exporting.server.ask(`/v1/exports/${json.id}/runs`);
      failed = page.items.find((run) => run['state'] === 'failed');
    }
    expect(failed).toMatchObject({ problem: { code: 'not-authorised' }, files: [] });
    await exporting.send('DELETE', `/v1/exports/${json.id}`);
  });

  it('of events are not for a key that only takes views elsewhere', async () => {
    const made = await exporting.send('POST', '/v1/keys', { name: 'program', roles: ['exporter'] });
    const { status, json } = await exporting.server.ask('/v1/exports', {
      method: 'POST',
      key: String(made.json['key']),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...minimal, dataset: 'events' }),
    });
    expect([status, json.code]).toEqual([403, 'forbidden']);
  });
});

describe('a file of a run', () => {
  let run: Body;
  let path: string;
  let whole: Buffer;

  beforeAll(async () => {
    const { id } = await exporting.define({ ...minimal, retention: { runs: 1 } });
    run = await exporting.run(id, '2026-02-12T00:00:00Z');
    path = `/v1/export-runs/${run.id}/files/companies.csv`;
    whole = Buffer.from((await exporting.server.ask(path)).text);
  });

  it('is whole, and every download is in the access log', async () => {
    const [file] = run['files'] as { sha256: string; bytes: number }[];
    expect(createHash('sha256').update(whole).digest('hex')).toBe(file?.sha256);
    const { json } = await exporting.server.ask('/v1/access-log?limit=1000&action=evidence-read');
    expect(json.items).toContainEqual(expect.objectContaining({ resource: `GET ${path}` }));
  });

  it.each([
    ['bytes=0-9', 206, 0, 10],
    ['bytes=10-', 206, 10, Infinity],
    ['bytes=-5', 206, -5, Infinity],
    ['bytes=0-999999', 206, 0, Infinity],
    ['bytes=0-1,3-4', 200, 0, Infinity],
    ['bytes=5-1', 200, 0, Infinity],
    ['lines=0-1', 200, 0, Infinity],
  ])('gives for %s', async (range, status, start, end) => {
    const answer = await exporting.server.ask(path, { headers: { range } });
    expect(answer.status).toBe(status);
    const expected = whole.subarray(start, end === Infinity ? undefined : end);
    expect(Buffer.from(answer.text)).toEqual(expected);
  });

  it('has nothing beyond its end', async () => {
    const answer = await exporting.server.ask(path, { headers: { range: 'bytes=99999-' } });
    expect([answer.status, answer.json.code]).toEqual([416, 'range-not-satisfiable']);
    expect(answer.headers.get('content-range')).toBe(`bytes */${whole.length}`);
  });

  it.each(['none.csv', '..%2F..%2Fetc%2Fpasswd', 'manifest.json%00'])('is not %s', async (name) => {
    const answer = await exporting.server.ask(`/v1/export-runs/${run.id}/files/${name}`);
    expect(answer.status).toBe(404);
  });

  it('is kept until its retention ends, and can be reproduced for good', async () => {
    await exporting.run(String(run['export']), '2026-02-13T00:00:00Z');
    let answer = await exporting.server.ask(path);
    // Retention is looked after once a minute; another worker does so when it begins.
    exporting.work();
    while (answer.status === 200) answer = await exporting.server.ask(path);
    expect([answer.status, answer.json.code]).toEqual([410, 'files-expired']);
    const { text } = await exporting.server.ask(`/v1/export-runs/${run.id}/reproduce`);
    expect(Buffer.from(text).equals(whole)).toBe(true);
  });
});

describe('a schedule without success in time', () => {
  it('turns health degraded and is recorded once, by Edict itself', async () => {
    const { id } = await exporting.define({ ...minimal, graceMinutes: 1 });
    await owner.query(
      `update exports.definition set schedule = '{"cron": "0 0 * * *", "timeZone": "UTC"}',
       scheduled_from = now() - interval '3 days' where id = $1`,
      [id],
    );
    const isOverdue = async () =>
      (await exporting.server.ask('/health/ready')).text.includes('are overdue');
    while (!(await isOverdue()));
    const metrics = await exporting.server.ask('/metrics');
    expect(metrics.text).toMatch(/^edict_exports_overdue [1-9]/m);
    let events: readonly Body[] = [];
    while (events.length === 0) {
      const { json } = await exporting.server.ask(`/v1/events?subject=exports/${id}`);
      events = json.items;
    }
    expect(events).toMatchObject([
      { type: 'export.overdue', actor: 'edict', data: { export: id } },
    ]);
    await exporting.send('DELETE', `/v1/exports/${id}`);
  });
});
