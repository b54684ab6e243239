import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseLines, wrongs } from './setup/body.js';
import { SYSTEM } from './setup/february.js';
import { HEAD, tellStory } from './setup/filing-duty.js';
import type { Answer, RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await tellStory();
});
afterAll(() => server.close());

const ask = (path: string): Promise<Answer> => server.fresh(`/v1/companies/bytedance/${path}`);

describe('GET /v1/companies/{id}/diff', () => {
  it('tells the changed statuses with their cause and the events', async () => {
    const { json } = await ask('diff?from=2026-02-20,position:6&to=2026-02-20,position:7');
    expect(json.items).toMatchObject([
      {
        subject: SYSTEM.subject,
        system: 'seedance-2.0',
        obligation: 'cn-algo-24-1',
        title: { zh: '算法备案' },
        cause: 'new-fact',
        before: { status: 'unknown', missing: ['public-opinion'] },
        after: { status: 'pending', dueOn: '2026-03-04' },
        events: [{ position: 7, type: 'system.described' }],
      },
    ]);
    expect(json['from']).toEqual({
      validAt: '2026-02-20T15:59:59.999Z',
      knownAt: 'position:6',
      position: 6,
    });
    expect(json.asOf).toMatchObject({ knownAt: 'position:7', position: 7 });
  });

  it('calls it time where a due date passed, and names what the status rests on', async () => {
    const { json } = await ask('diff?from=2026-03-04&to=2026-03-05');
    expect(json.items).toMatchObject([
      { cause: 'time-passed', after: { status: 'unevidenced' }, events: [{}, { position: 7 }] },
    ]);
  });

  it('is paged by a cursor that pins both points of view', async () => {
    const first = await ask('diff?from=2026-01-01,position:4&to=2026-02-20&limit=1');
    expect(first.json.items).toMatchObject([{ subject: 'systems/alone' }]);
    const rest = await ask(`diff?limit=1&cursor=${first.json.next ?? ''}`);
    expect(rest.json.items).toMatchObject([{ subject: SYSTEM.subject }]);
    expect(rest.json.next).toBeUndefined();
    expect(rest.json['from']).toEqual(first.json['from']);
    const other = await server.ask(`/v1/companies/other/diff?cursor=${first.json.next ?? ''}`);
    expect([400, 404]).toContain(other.status);
  });

  it('is the same as CSV, whole', async () => {
    const { text, headers } = await ask('diff?from=2026-01-01,position:4&to=2026-02-20&format=csv');
    const [header, ...lines] = text.trim().split('\r\n');
    expect(header).toMatch(
      /^subject,company,system,obligation,title_zh,title_en,cause,before_status/,
    );
    expect(lines).toHaveLength(2);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
  });

  it.each([
    ['diff', ['/query/from required']],
    ['diff?from=', ['/query/from invalid-value']],
    ['diff?from=then', ['/query/from invalid-value']],
    ['diff?from=2026-02-01,then', ['/query/from invalid-value']],
    ['diff?from=2026-02-01,position:0', ['/query/from invalid-value']],
    ['diff?from=2026-02-01&to=2026-02-30', ['/query/to invalid-value']],
    ['diff?from=2026-02-01&to=2026-02-02,position:999', ['/query/to invalid-value']],
    ['diff?from=2026-02-01&since=1', ['/query/since unknown-parameter']],
  ])('refuses %s', async (path, errors) => {
    const { status, json } = await ask(path);
    expect([status, wrongs(json)]).toEqual([400, errors]);
  });

  it('knows nothing of a company that is not on record', async () => {
    expect((await server.ask('/v1/companies/nobody/diff?from=2026-02-01')).status).toBe(404);
  });
});

describe('GET /v1/companies/{id}/replay', () => {
  it('gives each event of the company in record order with what it changed', async () => {
    const { text, headers } = await ask('replay?at=2026-02-20');
    const frames = parseLines(text).map(({ position, ...frame }) => [
      position,
      (frame['event'] as { type: string }).type,
      (frame['changes'] as { before: { status: string }; after: { status: string } }[]).map(
        ({ before, after }) => `${before.status} > ${after.status}`,
      ),
    ]);
    expect(frames).toEqual([
      [4, 'company.registered', []],
      [5, 'system.introduced', ['not-applicable > unknown']],
      [6, 'system.launched', []],
      [7, 'system.described', ['unknown > pending']],
      [8, 'system.introduced', ['not-applicable > unknown']],
    ]);
    expect(headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    expect(headers.get('edict-position')).toBe(String(HEAD));
  });

  it('is the same each time, also without a word on when', async () => {
    const [one, other] = [await ask('replay'), await ask('replay')];
    expect(one.text).toBe(other.text);
    expect(parseLines(one.text)).toHaveLength(5);
  });

  it('ends where it is asked to', async () => {
    const { text } = await ask('replay?until=position:5');
    expect(parseLines(text).map(({ position }) => position)).toEqual([4, 5]);
  });

  it.each([
    ['replay?until=position:0', ['/query/until invalid-value']],
    ['replay?until=position:999', ['/query/until invalid-value']],
    ['replay?until=soon', ['/query/until invalid-value']],
    ['replay?at=soon', ['/query/at invalid-value']],
    ['replay?limit=5', ['/query/limit unknown-parameter']],
  ])('refuses %s', async (path, errors) => {
    const { status, json } = await ask(path);
    expect([status, wrongs(json)]).toEqual([400, errors]);
  });
});
