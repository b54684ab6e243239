import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defined, published } from '../statuses/rulebook.js';
import { wrongs } from './setup/body.js';
import type { Body } from './setup/body.js';
import { COMPANY, event, SYSTEM } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

const LABEL = SYSTEM.subject;
const at = (id: string, type: string, subject: string, day: string, data: object) =>
  event(id, type, subject, data, { time: `${day}T00:00:00+08:00` });
const instrument = published('cn-rules');
const rule = defined('cn-rules', 'label', { due: { within: 100, unit: 'year' } });
const STORY = [
  event('instrument', 'instrument.published', instrument.subject, instrument.data, {
    time: instrument.time,
  }),
  event('rule', 'obligation.defined', rule.subject, rule.data, { time: rule.time }),
  COMPANY,
  SYSTEM,
  at('adopted', 'measure.adopted', LABEL, '2026-02-12', { measure: 'label.explicit' }),
  at('noise', 'claim.published', LABEL, '2026-02-12', { claim: 'fast' }),
  at('moved', 'event.corrected', LABEL, '2026-02-13', {
    event: { source: SYSTEM.source, id: 'adopted' },
    reason: 'It comes later.',
    time: '2998-01-01T00:00:00+08:00',
  }),
  at('suspended', 'instrument.suspended', 'instruments/cn-rules', '2026-02-14', {}),
];

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  for (const one of STORY) {
    const { status, text } = await server.record(one);
    if (status !== 201) throw new Error(text);
  }
});
afterAll(() => server.close());

const short = ({ items }: Body) =>
  items.map(
    (row) =>
      `${row.position} ${String(row['cause'])} ${String(row['before'])} -> ${String(row['after'])}`,
  );
const changes = async (query: string) =>
  short((await server.fresh(`/v1/status-changes?${query}`)).json);

const ALL = [
  '4 new-fact not-applicable -> pending',
  '5 new-fact pending -> met',
  '7 correction met -> pending',
  '8 rule-change pending -> not-applicable',
];

describe('Changes of statuses', () => {
  it('are told in record order, each with its cause and its events', async () => {
    expect(await changes('')).toEqual(ALL);
    const { json, headers } = await server.fresh('/v1/status-changes?after=4&limit=1');
    expect(headers.get('edict-position')).toBe('8');
    expect(json.items).toEqual([
      {
        position: 5,
        changedAt: expect.stringMatching(/Z$/),
        cause: 'new-fact',
        company: 'bytedance',
        subject: LABEL,
        system: 'seedance-2.0',
        obligation: 'label',
        title: { en: 'A title', zh: '标题' },
        before: 'pending',
        after: 'met',
        dueOn: '2126-02-07',
        event: {
          position: 5,
          type: 'measure.adopted',
          time: '2026-02-12T00:00:00+08:00',
          recordedtime: expect.stringMatching(/Z$/),
        },
        because: [expect.objectContaining({ position: 5 })],
      },
    ]);
  });

  it.each([
    ['after=5', ALL.slice(2)],
    ['after=8', []],
    ['cause=correction', ALL.slice(2, 3)],
    ['cause=time-passed', []],
    ['company=bytedance', ALL],
    ['company=nobody', []],
    ['knownAt=position:7', ALL.slice(0, 3)],
    ['since=2026-01-01&after=4', ALL.slice(1)],
    ['validAt=2026-02-20', []],
  ])('are those that ?%s selects', async (query, expected) => {
    expect(await changes(query)).toEqual(expected);
  });

  it('show what time will bring, as far as is known', async () => {
    expect(await changes('knownAt=position:7&validAt=2998-06-01&after=7')).toEqual([
      '7 time-passed pending -> unevidenced',
      '7 time-passed unevidenced -> met',
    ]);
    expect(await changes('knownAt=position:7&validAt=2998-06-01&after=7&since=2200-01-01')).toEqual(
      ['7 time-passed unevidenced -> met'],
    );
  });

  it('are paged by cursors', async () => {
    const seen: string[] = [];
    let path = '/v1/status-changes?knownAt=position:7&validAt=2998-06-01&limit=2';
    for (;;) {
      const { json } = await server.fresh(path);
      seen.push(...short(json));
      if (json.next === undefined) break;
      path = `/v1/status-changes?limit=2&cursor=${json.next}`;
    }
    expect(seen).toEqual([
      ...ALL.slice(0, 3),
      '7 time-passed pending -> unevidenced',
      '7 time-passed unevidenced -> met',
    ]);
  });

  it('are a table too', async () => {
    const { text } = await server.fresh('/v1/status-changes?after=5&format=csv');
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toBe(
      'position,changedAt,cause,company,subject,system,obligation,title_zh,title_en,before,after,' +
        'dueOn,event_position,event_type,event_time,event_recordedtime,because',
    );
    expect(rows).toHaveLength(2);
  });

  it.each([
    ['after=-1', '/query/after invalid-value'],
    ['after=x', '/query/after invalid-value'],
    ['since=yesterday', '/query/since invalid-value'],
    ['cause=luck', '/query/cause invalid-value'],
    ['sort=position', '/query/sort unknown-parameter'],
  ])('are refused for ?%s', async (query, expected) => {
    const { status, json } = await server.ask(`/v1/status-changes?${query}`);
    expect([status, wrongs(json)]).toEqual([400, [expected]]);
  });
});
