import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wrongs } from './setup/body.js';
import { SYSTEM } from './setup/february.js';
import { DUTY, HEAD, NOTICE, REASON, tellStory } from './setup/filing-duty.js';
import type { Answer, RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await tellStory();
});
afterAll(() => server.close());

const ask = (path: string): Promise<Answer> => server.fresh(`/v1/companies/bytedance/${path}`);

describe('GET /v1/companies/{id}/why', () => {
  it('tells the rule, the predicate leaf by leaf and the status', async () => {
    const { json, headers } = await ask(`why?${DUTY}&validAt=2026-02-20`);
    expect(json).toMatchObject({
      subject: SYSTEM.subject,
      company: 'bytedance',
      kind: 'system',
      status: { status: 'pending', since: '2026-02-11T16:00:00.000Z', dueOn: '2026-03-04' },
      rule: {
        version: 1,
        title: { en: 'Algorithm filing', zh: '算法备案' },
        provision: '24(1)',
        instrument: 'cn-algo-2021',
        instrumentTitle: { zh: '算法推荐管理规定' },
        force: 'binding',
        grade: 'text',
        penalty: { zh: '罚款。' },
        url: 'https://example.com/algo#24',
        inForce: true,
        because: [{ position: 3, type: 'obligation.defined' }],
      },
      predicate: {
        operator: 'all',
        value: 'true',
        of: [
          { fact: 'available', value: 'true', factValue: true, because: [{ position: 6 }] },
          {
            fact: 'public-opinion',
            label: { zh: '舆论属性或社会动员能力' },
            value: 'true',
            because: [{ position: 7 }],
          },
        ],
      },
      run: { start: '2026-02-11T16:00:00.000Z' },
      asOf: { position: HEAD },
    });
    expect(headers.get('edict-position')).toBe(String(HEAD));
    expect(headers.get('etag')).not.toBeNull();
  });

  it('counts the clock day by day and names days off and make-up days with their notice', async () => {
    const { json } = await ask(`why?${DUTY}&validAt=2026-02-20`);
    const { days, ...clock } = json['clock'] as { days: Record<string, unknown>[] };
    expect(clock).toMatchObject({
      startOn: '2026-02-12',
      dueOn: '2026-03-04',
      dueAt: '2026-03-04T16:00:00.000Z',
      provisional: false,
      calendar: 'cn',
      years: [{ year: 2026, because: [{ position: 1 }] }],
    });
    expect(days.map(({ date, kind, count }) => [date, kind, count]).slice(0, 4)).toEqual([
      ['2026-02-13', 'working', 1],
      ['2026-02-14', 'make-up', 2],
      ['2026-02-15', 'holiday', undefined],
      ['2026-02-16', 'holiday', undefined],
    ]);
    expect(days[1]).toMatchObject({
      label: { en: 'Make-up working day', zh: '调休上班' },
      notice: NOTICE,
    });
    expect(days.at(-1)).toMatchObject({ date: '2026-03-04', count: 10 });
  });

  it('gives every event that it names with its evidence and what it decided', async () => {
    const { json } = await ask(`why?${DUTY}&validAt=2026-02-20`);
    expect(json['events']).toMatchObject([
      { position: 1, decided: ['calendar'], title: { zh: '工作日历发布' } },
      { position: 3, decided: ['rule'] },
      { position: 6, decided: ['answer', 'fact', 'run'], evidence: [{ publisher: 'The desk' }] },
      { position: 7, decided: ['answer', 'fact', 'run'], data: { reason: REASON } },
    ]);
  });

  it('names the missing facts of an unknown status', async () => {
    const { json } = await ask('why?subject=systems/alone&obligation=cn-algo-24-1');
    expect(json).toMatchObject({
      status: { status: 'unknown', missing: ['available', 'public-opinion'] },
      facts: [
        { fact: 'available', missing: true, because: [] },
        { fact: 'public-opinion', missing: true },
      ],
      events: [{ position: 3 }],
    });
  });

  it('answers as of any two times', async () => {
    const status = async (query: string) => {
      const { json } = await ask(`why?${DUTY}&${query}`);
      return (json['status'] as { status: string }).status;
    };
    expect(await status('validAt=2026-02-20&knownAt=position:6')).toBe('unknown');
    expect(await status('validAt=2026-03-04')).toBe('pending');
    expect(await status('validAt=2026-03-05')).toBe('unevidenced');
    expect(await status('validAt=2026-02-01')).toBe('not-applicable');
  });

  it.each([
    ['why?obligation=cn-algo-24-1', 400, ['/query/subject required']],
    [`why?subject=${SYSTEM.subject}`, 400, ['/query/obligation required']],
    [`why?${DUTY}&at=now`, 400, ['/query/at unknown-parameter']],
    [`why?${DUTY}&validAt=yesterday`, 400, ['/query/validAt invalid-value']],
    [`why?${DUTY}&knownAt=position:0`, 400, ['/query/knownAt invalid-value']],
    [`why?${DUTY}&knownAt=1999-01-01T00:00:00Z`, 400, ['/query/knownAt invalid-value']],
    [`why?${DUTY}&knownAt=position:999`, 400, ['/query/knownAt invalid-value']],
  ])('refuses %s', async (path, status, errors) => {
    const answer = await ask(path);
    expect([answer.status, wrongs(answer.json)]).toEqual([status, errors]);
  });

  it.each([
    `/v1/companies/nobody/why?${DUTY}`,
    '/v1/companies/bytedance/why?subject=systems/none&obligation=cn-algo-24-1',
    '/v1/companies/bytedance/why?subject=systems/seedance-2.0&obligation=none',
    '/v1/companies/bytedance/why?subject=companies/bytedance&obligation=cn-algo-24-1',
    `/v1/companies/bytedance/why?${DUTY}&knownAt=position:4`,
  ])('knows nothing of %s', async (path) => {
    const { status, json } = await server.ask(path);
    expect([status, json.code]).toEqual([404, 'not-found']);
  });
});
