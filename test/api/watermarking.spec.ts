import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defined, published } from '../statuses/rulebook.js';
import type { Body } from './setup/body.js';
import { COMPANY, event, SYSTEM } from './setup/february.js';
import { RunningServer } from './setup/running-server.js';

const PAINTER = SYSTEM.subject;
const at = (id: string, type: string, subject: string, day: string, data: object) =>
  event(id, type, subject, data, { time: `${day}T00:00:00+08:00` });
const rule = (obligation: string, measure: string, more: object = {}) => {
  const { subject, time, data } = defined('cn-label-2025', obligation, {
    satisfiedBy: [{ type: 'measure.adopted', where: { measure } }],
    undoneBy: [{ type: 'measure.withdrawn', where: { measure } }],
    breachedBy: [{ type: 'measure.checked', where: { measure, outcome: 'fail' } }],
    due: { immediately: true },
    ...more,
  });
  return event(`rule-${obligation}`, 'obligation.defined', subject, data, { time });
};
const adopt = (id: string, subject: string, day: string, measure: string, more: object = {}) =>
  at(id, 'measure.adopted', subject, day, { measure, ...more });
const check = (id: string, day: string, measure: string, outcome: string, more: object = {}) =>
  at(id, 'measure.checked', PAINTER, day, { measure, outcome, ...more });

const { subject, time, data } = published('cn-label-2025');
const STORY = [
  event('instrument', 'instrument.published', subject, data, { time }),
  rule('visible', 'label.explicit'),
  rule('embedded', 'label.implicit', { due: { within: 30, unit: 'day' } }),
  rule('consent', 'consent.prompt'),
  rule('never', 'label.explicit', { appliesWhen: { fact: 'kind', is: 'device' } }),
  COMPANY,
  SYSTEM,
  at('second', 'system.introduced', 'systems/second', '2026-02-07', {
    company: 'bytedance',
    name: { en: 'Second' },
    kind: 'device',
  }),
  adopt('explicit', PAINTER, '2026-02-12', 'label.explicit', {
    media: ['video', 'audio'],
    method: 'Words in the corner.',
  }),
  adopt('companys', COMPANY.subject, '2026-02-13', 'label.implicit'),
  adopt('terms', PAINTER, '2026-02-14', 'label.terms'),
  adopt('prompt', PAINTER, '2026-02-14', 'consent.prompt'),
  check('passed', '2026-02-15', 'label.explicit', 'pass', { media: ['video'] }),
  check('failed', '2026-02-20', 'label.explicit', 'fail', { media: ['video'] }),
  at('withdrawn', 'measure.withdrawn', PAINTER, '2026-03-01', {
    measure: 'label.explicit',
    media: ['audio'],
  }),
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

async function painter(query: string): Promise<Body> {
  const { json } = await server.fresh(`/v1/watermarking?${query}`);
  const found = json.items.find((row) => row['system'] === 'seedance-2.0');
  if (found === undefined) throw new Error('the system is not listed');
  return found;
}

const short = (part: unknown) =>
  (part as readonly Body[]).map((one) =>
    ['label', 'subject', 'medium', 'lastOutcome', 'to']
      .flatMap((field) => {
        const value = one[field];
        return typeof value === 'string' ? [value] : [];
      })
      .join(' '),
  );

describe('The watermarks (labels) of a system', () => {
  it('are those that its rules ask for, with what became of the duty', async () => {
    const row = await painter('validAt=2026-02-11');
    expect(row).toMatchObject({
      company: 'bytedance',
      name: { en: 'Seedance 2.0' },
      status: 'unevidenced',
      explicit: [],
      implicit: [],
      other: [],
    });
    expect(row['duties']).toEqual([
      {
        obligation: 'embedded',
        instrument: 'cn-label-2025',
        jurisdiction: 'CN',
        provision: '4',
        title: { en: 'A title', zh: '标题' },
        force: 'binding',
        grade: 'quoted',
        labels: ['label.implicit'],
        status: 'pending',
        dueOn: '2026-03-09',
      },
      expect.objectContaining({
        obligation: 'visible',
        labels: ['label.explicit'],
        status: 'unevidenced',
        dueOn: '2026-02-07',
      }),
    ]);
  });

  it('stand on record by medium, those of the company with those of the system', async () => {
    const row = await painter('validAt=2026-02-16');
    expect(short(row['explicit'])).toEqual([
      'label.explicit systems/seedance-2.0 audio',
      'label.explicit systems/seedance-2.0 video pass',
    ]);
    expect(short(row['implicit'])).toEqual(['label.implicit companies/bytedance']);
    expect(short(row['other'])).toEqual(['label.terms systems/seedance-2.0']);
    expect(row['status']).toBe('met');
    expect((row['explicit'] as readonly Body[])[1]).toMatchObject({
      method: 'Words in the corner.',
      from: '2026-02-12T00:00:00+08:00',
      lastPassedAt: '2026-02-15T00:00:00+08:00',
    });
  });

  it('show the last check that passed and the last that failed', async () => {
    const row = await painter('validAt=2026-02-21');
    expect(row['status']).toBe('breached');
    expect((row['explicit'] as readonly Body[])[1]).toMatchObject({
      medium: 'video',
      lastOutcome: 'fail',
      lastCheckedAt: '2026-02-20T00:00:00+08:00',
      lastPassedAt: '2026-02-15T00:00:00+08:00',
      lastFailedAt: '2026-02-20T00:00:00+08:00',
    });
  });

  it('are shown as withdrawn from the day on which they were', async () => {
    const row = await painter('validAt=2026-03-01');
    expect(short(row['explicit'])[0]).toBe(
      'label.explicit systems/seedance-2.0 audio 2026-03-01T00:00:00+08:00',
    );
  });

  it('are what was known then', async () => {
    const before = STORY.findIndex(({ id }) => id === 'failed');
    const row = await painter(`validAt=2026-02-21&knownAt=position:${before}`);
    expect(row['status']).toBe('met');
    expect(short(row['explicit'])[1]).toBe('label.explicit systems/seedance-2.0 video pass');
  });

  it('name the events behind all of it, in record order', async () => {
    const row = await painter('validAt=2026-02-16');
    const because = row['because'] as readonly Body[];
    const positions = because.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].sort((one, other) => one - other));
    const named = positions.map((position) => STORY[position - 1]?.id);
    expect(named).toEqual(expect.arrayContaining(['explicit', 'companys', 'terms', 'passed']));
    expect(named).not.toContain('prompt');
  });

  it('are listed for every system, page by page, and as a table', async () => {
    const first = await server.fresh('/v1/watermarking?validAt=2026-02-16&limit=1');
    expect(first.json.items.map((row) => row['system'])).toEqual(['second']);
    expect(first.json.items[0]).toMatchObject({
      duties: [
        expect.objectContaining({ obligation: 'embedded', status: 'met' }),
        expect.objectContaining({ obligation: 'never' }),
        expect.objectContaining({ obligation: 'visible', status: 'unevidenced' }),
      ],
      explicit: [],
    });
    const next = await server.fresh(`/v1/watermarking?limit=1&cursor=${first.json.next ?? ''}`);
    expect(next.json.items.map((row) => row['system'])).toEqual(['seedance-2.0']);
    expect(next.json.next).toBeUndefined();
    const { text } = await server.fresh('/v1/watermarking?validAt=2026-02-16&format=csv');
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toBe(
      'system,company,name_zh,name_en,status,duties,explicit,implicit,other,because',
    );
    expect(rows.map((row) => row.split(',', 5).join())).toEqual([
      'second,bytedance,,Second,unevidenced',
      'seedance-2.0,bytedance,,Seedance 2.0,met',
    ]);
  });

  it('are those of one company', async () => {
    const { json } = await server.fresh('/v1/watermarking?company=bytedance');
    expect(json.items).toHaveLength(2);
    expect((await server.fresh('/v1/watermarking?company=nobody')).json.items).toEqual([]);
    expect((await server.ask('/v1/watermarking?sort=system')).status).toBe(400);
  });
});
