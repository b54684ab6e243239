import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type pg from 'pg';
import { createPool } from '#libs/database';
import { stand } from '../statuses/standing-rows.js';
import { wrongs } from './setup/body.js';
import { event, WEEK } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

const ORDER = event(
  'order',
  'enforcement.opened',
  'systems/seedance-2.0',
  {
    case: 'cac-1',
    authority: 'CAC',
    measures: ['rectification-order'],
    dueOn: '2026-02-20',
  },
  { time: '2026-02-12T00:00:00+08:00' },
);
const WAIVER = event(
  'waiver',
  'obligation.waived',
  'companies/bytedance',
  { obligation: 'cn-label-4', by: 'CAC', reason: 'A pilot area.', until: '2026-02-28' },
  { time: '2026-02-12T00:00:00+08:00' },
);
const AT = 'validAt=2026-02-13T00:00:00Z';

let server: RunningServer;
let owner: pg.Pool;
beforeAll(async () => {
  server = await RunningServer.start();
  owner = createPool({ url: server.databaseUrl, applicationName: 'spec owner' });
  for (const one of [...WEEK, ORDER, WAIVER]) {
    const { status, text } = await server.record(one);
    if (status !== 201) throw new Error(text);
  }
  const duty = { company: 'bytedance', obligation: 'cn-label-4', from: '2026-02-07T00:00:00Z' };
  await stand(owner, [
    { ...duty, subject: 'systems/seedance-2.0', status: 'unevidenced', dueOn: '2026-02-07' },
    { ...duty, subject: 'companies/bytedance', status: 'pending', dueOn: '2026-04-30' },
    { ...duty, company: 'other', subject: 'systems/x', status: 'pending', dueOn: '2026-02-25' },
  ]);
});
afterAll(async () => {
  await owner.end();
  await server.close();
});

const subjects = async (query: string) => {
  const { json } = await server.fresh(`/v1/deadlines?${AT}&${query}`);
  return json.items.map((row) => `${String(row['dueOn'])} ${row.kind} ${String(row['subject'])}`);
};

describe('Deadlines', () => {
  it('are listed by day, past due ones first', async () => {
    expect(await subjects('')).toEqual([
      '2026-02-07 obligation systems/seedance-2.0',
      '2026-02-20 case systems/seedance-2.0',
      '2026-02-25 obligation systems/x',
      '2026-02-28 waiver-end companies/bytedance',
    ]);
  });

  it.each([
    ['within=1d', ['2026-02-07 obligation systems/seedance-2.0']],
    ['within=1w&kind=case', ['2026-02-20 case systems/seedance-2.0']],
    [
      'within=3m&status=pending&company=bytedance',
      ['2026-02-20 case systems/seedance-2.0', '2026-04-30 obligation companies/bytedance'],
    ],
    ['company=other', ['2026-02-25 obligation systems/x']],
    ['status=waived', ['2026-02-28 waiver-end companies/bytedance']],
    ['company=nobody', []],
  ])('are those that ?%s selects', async (query, expected) => {
    expect(await subjects(query)).toEqual(expected);
  });

  it('are answered with their times, and a tag that does not change by itself', async () => {
    const first = await server.fresh('/v1/deadlines?validAt=2026-02-13');
    expect(first.json.asOf).toEqual({
      validAt: '2026-02-13T15:59:59.999Z',
      knownAt: 'position:6',
      position: 6,
    });
    const headers = { 'if-none-match': String(first.headers.get('etag')) };
    expect((await server.ask('/v1/deadlines?validAt=2026-02-13', { headers })).status).toBe(304);
    expect((await server.ask('/v1/deadlines?validAt=2026-02-14', { headers })).status).toBe(200);
  });

  it('are paged by cursors', async () => {
    const seen: unknown[] = [];
    let path = `/v1/deadlines?${AT}&limit=1`;
    for (;;) {
      const { json } = await server.fresh(path);
      seen.push(...json.items.map((row) => row['dueOn']));
      if (json.next === undefined) break;
      path = `/v1/deadlines?limit=1&cursor=${json.next}`;
    }
    expect(seen).toEqual(['2026-02-07', '2026-02-20', '2026-02-25', '2026-02-28']);
  });

  it('are a table too', async () => {
    const { text, headers } = await server.fresh(`/v1/deadlines?${AT}&format=csv&kind=case`);
    expect(headers.get('content-disposition')).toContain('deadlines.csv');
    const [head, row] = text.split('\r\n');
    expect(head).toBe(
      'kind,company,subject,obligation,case,title_zh,title_en,dueOn,dueAt,status,daysLeft,' +
        'provisional,house,expectation,owner,because',
    );
    expect(row).toMatch(
      /^case,bytedance,systems\/seedance-2.0,,cac-1,CAC要求：责令限期改正,Order of CAC: Order to correct,2026-02-20,,pending,7,,,,,/,
    );
  });

  it.each([
    ['within=30', '/query/within invalid-value'],
    ['within=0d', '/query/within invalid-value'],
    ['within=1y', '/query/within invalid-value'],
    ['within=30d&within=2w', '/query/within repeated-parameter'],
    ['kind=fine', '/query/kind invalid-value'],
    ['status=happy', '/query/status invalid-value'],
    ['status=not-applicable', '/query/status invalid-value'],
    ['sort=dueOn', '/query/sort unknown-parameter'],
    ['knownAt=position:99', '/query/knownAt invalid-value'],
  ])('are refused for ?%s', async (query, expected) => {
    const { status, json } = await server.ask(`/v1/deadlines?${query}`);
    expect([status, wrongs(json)]).toEqual([400, [expected]]);
  });

  it('are refused for the cursor of another list', async () => {
    const { json } = await server.fresh('/v1/events?limit=1');
    const answer = await server.ask(`/v1/deadlines?cursor=${json.next ?? ''}`);
    expect([answer.status, answer.json.code]).toEqual([400, 'invalid-cursor']);
  });
});

describe('The calendar', () => {
  const summaries = (text: string) =>
    new ICAL.Component(ICAL.parse(text) as unknown[])
      .getAllSubcomponents('vevent')
      .map((one) => one.getFirstPropertyValue('summary'));

  it('has what the list has, in the language that is asked for', async () => {
    const { text, headers } = await server.fresh(`/v1/deadlines.ics?${AT}&kind=case`);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('edict-position')).toBe('6');
    expect(summaries(text)).toEqual(['Order of CAC: Order to correct (seedance-2.0)']);
    const zh = await server.fresh(`/v1/deadlines.ics?${AT}&kind=case`, {
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(summaries(zh.text)).toEqual(['CAC要求：责令限期改正 (seedance-2.0)']);
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await server.fresh(`/v1/deadlines.ics?${AT}`);
    const again = await server.ask(`/v1/deadlines.ics?${AT}`, {
      headers: { 'if-none-match': String(headers.get('etag')) },
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('needs a key, and takes nothing that it does not know', async () => {
    expect((await server.ask('/v1/deadlines.ics', { key: '' })).status).toBe(401);
    const { status, json } = await server.ask('/v1/deadlines.ics?limit=5');
    expect([status, wrongs(json)]).toEqual([400, ['/query/limit unknown-parameter']]);
  });

  it('is refused rather than cut off where it would be too large', async () => {
    await owner.query(
      `insert into compliance.compliance_status (company, subject, obligation, status, rule_version,
         due_on, provisional, because, missing, valid_from, valid_to, known_from, known_to)
       select 'many', 'systems/many-' || n, 'cn-label-4', 'pending', 1, '2026-02-20', false,
         array[1], '{}', '2026-02-01', 'infinity', 1, 9007199254740991
       from generate_series(1, 5000) as n`,
    );
    const many = `/v1/deadlines.ics?${AT}&company=many`;
    expect(summaries((await server.ask(many)).text)).toHaveLength(5_000);
    const { status, json } = await server.ask(`/v1/deadlines.ics?${AT}`);
    expect([status, json.code]).toEqual([422, 'calendar-too-large']);
  });
});
