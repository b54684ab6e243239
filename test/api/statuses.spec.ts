import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defined, published } from '../statuses/rulebook.js';
import { wrongs } from './setup/body.js';
import { COMPANY, event, SYSTEM } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

const OBLIGATIONS = ['label', 'record', 'report'];
const within = { within: 3, unit: 'day' };
const satisfiedBy = [{ type: 'measure.adopted', where: { measure: 'log.retention' } }];
const RULES = [
  published('cn-rules'),
  defined('cn-rules', 'label', { due: within }),
  defined('cn-rules', 'record', { due: within, satisfiedBy }),
  defined('cn-rules', 'report', { due: within, satisfiedBy }),
];

let server: RunningServer;
beforeAll(async () => {
  server = await RunningServer.start();
  const rules = RULES.map(({ type, subject, time, data }, index) =>
    event(`rule-${index}`, type, subject, data, { time }),
  );
  const labelled = event(
    'labelled',
    'measure.adopted',
    SYSTEM.subject,
    { measure: 'label.explicit' },
    { time: '2026-02-08T09:00:00+08:00' },
  );
  for (const one of [COMPANY, SYSTEM, ...rules, labelled]) {
    const { status, text } = await server.record(one);
    if (status !== 201) throw new Error(text);
  }
});
afterAll(() => server.close());

const obligationsOf = (items: readonly object[]) =>
  items.map((item) => ('obligation' in item ? item.obligation : undefined));

describe('GET /v1/statuses', () => {
  it('lists flat rows with the times that they answer', async () => {
    const { json, headers } = await server.fresh('/v1/statuses?validAt=2026-02-13');
    expect(obligationsOf(json.items)).toEqual(OBLIGATIONS);
    expect(json.items[1]).toMatchObject({
      subject: 'systems/seedance-2.0',
      company: 'bytedance',
      system: 'seedance-2.0',
      status: 'unevidenced',
      force: 'binding',
      grade: 'quoted',
      dueOn: '2026-02-10',
      daysLate: 3,
      since: '2026-02-10T16:00:00.000Z',
      because: [{ position: 2, type: 'system.introduced' }],
    });
    expect(json.asOf).toEqual({
      validAt: '2026-02-13T15:59:59.999Z',
      knownAt: 'position:7',
      position: 7,
    });
    expect(headers.get('edict-position')).toBe('7');
    expect(headers.get('etag')).toMatch(/^W\//);
  });

  it('is filtered by everything that the contract names, statuses together', async () => {
    const asked = async (query: string) =>
      obligationsOf((await server.fresh(`/v1/statuses?validAt=2026-02-13&${query}`)).json.items);
    expect(await asked('status=met&status=pending')).toEqual(['label']);
    expect(await asked('company=bytedance&system=seedance-2.0&instrument=cn-rules')).toEqual(
      OBLIGATIONS,
    );
    expect(await asked('obligation=record&obligation=report&jurisdiction=CN')).toEqual([
      'record',
      'report',
    ]);
    expect(await asked('owner=nobody')).toEqual([]);
  });

  it('is paged by cursors that pin the moment and the filters', async () => {
    const query = 'status=unevidenced&validAt=2026-02-13&limit=1';
    const first = (await server.fresh(`/v1/statuses?${query}`)).json;
    expect(obligationsOf(first.items)).toEqual(['record']);
    const second = (await server.ask(`/v1/statuses?limit=1&cursor=${first.next}`)).json;
    expect(obligationsOf(second.items)).toEqual(['report']);
    expect(second.next).toBeUndefined();
    expect(second.asOf.validAt).toBe(first.asOf.validAt);
    const other = await server.ask(`/v1/statuses?status=met&cursor=${first.next}`);
    expect([other.status, other.json.code]).toEqual([400, 'invalid-cursor']);
  });

  it('is the same whole as CSV, with labels in both languages', async () => {
    const { text, headers } = await server.fresh('/v1/statuses?validAt=2026-02-13&limit=1', {
      headers: { accept: 'text/csv' },
    });
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toBe(
      'subject,company,system,kind,obligation,instrument,jurisdiction,provision,title_zh,title_en,' +
        'force,grade,ruleVersion,status,since,until,dueOn,dueAt,provisional,house,expectation,' +
        'owner,metOn,daysLate,needs,because,missing',
    );
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatch(/^systems\/seedance-2\.0,bytedance,seedance-2\.0,standing,record,/);
  });

  it.each([
    ['status=not-applicable', '/query/status invalid-value'],
    ['status=met&status=fine', '/query/status invalid-value'],
    ['colour=red', '/query/colour unknown-parameter'],
    ['owner=a&owner=b', '/query/owner repeated-parameter'],
    ['company=', '/query/company invalid-value'],
  ])('refuses ?%s', async (query, wrong) => {
    const { status, json } = await server.ask(`/v1/statuses?${query}`);
    expect([status, wrongs(json)]).toEqual([400, [wrong]]);
  });
});

describe('GET /v1/obligations', () => {
  it('has each obligation with its versions', async () => {
    const { json } = await server.fresh('/v1/obligations/label?validAt=2026-02-13');
    expect(json).toMatchObject({
      id: 'label',
      instrument: 'cn-rules',
      inForce: true,
      inForceFrom: '2025-09-01',
      version: 1,
      versions: [{ version: 1, from: '2025-03-14T00:00:00+08:00', changed: [] }],
      rule: { binds: 'system', kind: 'standing' },
    });
    const before = await server.fresh('/v1/obligations?inForce=false&validAt=2025-08-31');
    expect(before.json.items.map(({ id }) => id)).toEqual(OBLIGATIONS);
    expect((await server.fresh('/v1/obligations/none')).status).toBe(404);
  });
});

describe('GET /v1/matrix', () => {
  it('has a row per company and says what its columns are', async () => {
    const { json } = await server.fresh('/v1/matrix?validAt=2026-02-13');
    expect(json['columns']).toMatchObject(
      OBLIGATIONS.map((obligation) => ({ obligation, force: 'binding', grade: 'quoted' })),
    );
    expect(json.items).toMatchObject([
      {
        company: 'bytedance',
        name: { en: 'ByteDance' },
        status: 'unevidenced',
        cells: [
          { obligation: 'label', status: 'met', subjects: 1 },
          { obligation: 'record', status: 'unevidenced', dueOn: '2026-02-10' },
          { obligation: 'report', status: 'unevidenced', dueOn: '2026-02-10' },
        ],
      },
    ]);
  });

  it('is CSV with one column per obligation', async () => {
    const { text } = await server.fresh('/v1/matrix?validAt=2026-02-13&format=csv');
    expect(text.trimEnd().split('\r\n')).toEqual([
      'company,name_zh,name_en,status,label,record,report',
      'bytedance,字节跳动,ByteDance,unevidenced,met,unevidenced 2026-02-10,unevidenced 2026-02-10',
    ]);
  });

  it('is empty where no company has such a duty', async () => {
    const { json } = await server.fresh('/v1/matrix?status=breached&obligation=label');
    expect(json.items).toEqual([]);
    expect(json['columns']).toHaveLength(1);
  });
});

describe('GET /v1/status-history', () => {
  const period = 'subject=systems/seedance-2.0&from=2026-02-10&to=2026-02-12';

  it('covers the period and says whether each duty was met throughout', async () => {
    const { json } = await server.fresh(`/v1/status-history?${period}&obligation=record`);
    expect(json.items).toMatchObject([
      {
        status: 'pending',
        from: '2026-02-09T16:00:00.000Z',
        to: '2026-02-10T16:00:00.000Z',
        metThroughout: false,
      },
      {
        status: 'unevidenced',
        from: '2026-02-10T16:00:00.000Z',
        to: '2026-02-12T16:00:00.000Z',
        metThroughout: false,
        because: [{ type: 'system.introduced' }],
      },
    ]);
    expect(json.asOf).toEqual({ knownAt: 'position:7', position: 7 });
    const met = await server.fresh(`/v1/status-history?${period}&obligation=label`);
    expect(met.json.items.map((item) => [item['status'], item['metThroughout']])).toEqual([
      ['met', true],
    ]);
  });

  it('is paged by cursors, and whole as CSV', async () => {
    const all = (await server.fresh(`/v1/status-history?${period}`)).json.items;
    expect(all).toHaveLength(5);
    const seen: object[] = [];
    let path = `/v1/status-history?${period}&limit=2`;
    for (;;) {
      const { json } = await server.fresh(path);
      seen.push(...json.items);
      if (json.next === undefined) break;
      path = `/v1/status-history?limit=2&cursor=${json.next}`;
    }
    expect(seen).toEqual(all);
    const { text } = await server.fresh(`/v1/status-history?${period}&format=csv`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(1 + all.length);
  });

  it('refuses a period that ends before it begins', async () => {
    const { status, json } = await server.ask('/v1/status-history?from=2026-02-10&to=2026-02-09');
    expect([status, wrongs(json)]).toEqual([400, ['/query/to invalid-value']]);
  });
});

describe('GET /v1/missing-facts', () => {
  it('lists what would settle unknown duties', async () => {
    const { json } = await server.fresh('/v1/missing-facts?company=bytedance');
    expect(json.items).toEqual([]);
    const csv = await server.fresh('/v1/missing-facts?format=csv');
    expect(csv.text).toBe(
      'subject,company,fact,label_zh,label_en,declaredBy,settles,obligations\r\n',
    );
  });
});

describe('Companies and systems', () => {
  it('say how their duties stand', async () => {
    const counts = { met: 1, pending: 0, unevidenced: 2, unknown: 0, breached: 0, waived: 0 };
    const query = 'validAt=2026-02-13';
    const { json } = await server.fresh(`/v1/companies?status=unevidenced&${query}`);
    expect(json.items).toMatchObject([{ id: 'bytedance', counts }]);
    expect((await server.fresh(`/v1/companies?status=breached&${query}`)).json.items).toEqual([]);
    const view = await server.fresh(`/v1/companies/bytedance?${query}`);
    expect(view.json).toMatchObject({
      counts,
      obligations: [],
      systems: [{ id: 'seedance-2.0', obligations: [{ obligation: 'label' }, {}, {}] }],
    });
    const system = await server.fresh(`/v1/systems/seedance-2.0?${query}`);
    expect(system.json).toMatchObject({ counts, obligations: [{ status: 'met' }, {}, {}] });
  });

  it.each(['companies', 'systems'])('called %s are CSV with their totals last', async (name) => {
    const { text } = await server.fresh(`/v1/${name}?validAt=2026-02-13&format=csv`);
    const [header, row] = text.split('\r\n');
    expect(header).toMatch(
      /,because,counts_met,.*,counts_waived,nextDeadline_subject,.*,nextDeadline_provisional$/,
    );
    expect(row).toMatch(/,1,0,2,0,0,0,,,,,$/);
  });

  it('are listed in the order of what is due next, page by page', async () => {
    const first = await server.fresh('/v1/companies?sort=nextDeadline&limit=1');
    expect(first.status).toBe(200);
    expect((await server.ask('/v1/companies?sort=due')).status).toBe(400);
  });
});
