import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { wrongs } from './setup/body.js';
import { COMPANY, event, SYSTEM } from './setup/february.js';
import { at, HEAD, INSTRUMENT, LAUNCH, RULE, tellStory } from './setup/filing-duty.js';
import type { Answer, RunningServer } from './setup/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await tellStory();
});
afterEach(async () => {
  expect(await server.head()).toBe(HEAD);
});
afterAll(() => server.close());

function ask(events: readonly object[], more: object = {}, query = ''): Promise<Answer> {
  return server.ask(`/v1/what-if${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events, ...more }),
  });
}

/** Each item in one line. */
async function changes(events: readonly object[], more: object = {}) {
  const { status, json, text } = await ask(events, more);
  if (status !== 200) throw new Error(text);
  return json.items.map((item) => {
    const { before, after } = item as unknown as Record<'before' | 'after', { status: string }>;
    return [item['subject'], item['obligation'], before.status, after.status, item['cause']];
  });
}

function pointersOf({ json }: Answer): readonly string[] {
  return 'errors' in json ? wrongs(json) : [];
}

const FILED = event(
  'filed',
  'algorithm.registered',
  'algorithms/jimeng-video',
  {
    company: 'bytedance',
    number: '网信算备110108413760701250055号',
    name: '即梦视频生成算法',
    systems: ['seedance-2.0'],
  },
  at('2026-02-25'),
);
const DRAFT = event(
  'draft',
  'obligation.defined',
  INSTRUMENT.subject,
  { obligation: 'cn-draft-1', ...RULE, inForce: { from: null }, due: { immediately: true } },
  at('2026-06-01'),
);

describe('POST /v1/what-if', () => {
  it('tells what one more event would change, and which of those sent would do it', async () => {
    const { json } = await ask([FILED], { validAt: '2026-03-30' });
    expect(json.items).toMatchObject([
      {
        subject: SYSTEM.subject,
        company: 'bytedance',
        obligation: 'cn-algo-24-1',
        title: { zh: '算法备案' },
        cause: 'new-fact',
        before: { status: 'unevidenced', dueOn: '2026-03-04' },
        after: { status: 'met', metOn: '2026-02-25' },
        events: [{ index: 0, type: 'algorithm.registered' }],
      },
    ]);
    expect(json.asOf).toMatchObject({ position: HEAD });
    expect(json['warnings']).toEqual([]);
  });

  it('tells what a planned launch of a new company would bring, by default once it happened', async () => {
    const planned = [
      { ...COMPANY, id: 'new', subject: 'companies/new' },
      {
        ...SYSTEM,
        id: 'planned',
        subject: 'systems/planned',
        data: { ...SYSTEM.data, company: 'new' },
      },
      { ...LAUNCH, id: 'launch-2', subject: 'systems/planned', time: '2099-01-01T00:00:00+08:00' },
      event(
        'judged-2',
        'system.described',
        'systems/planned',
        { facts: { 'public-opinion': true } },
        { time: '2099-01-01T00:00:00+08:00' },
      ),
    ];
    const { json } = await ask(planned);
    expect(json.items).toMatchObject([
      {
        subject: 'systems/planned',
        company: 'new',
        after: { status: 'pending', provisional: true },
        events: [{ index: 1 }, { index: 3 }],
      },
    ]);
    expect(json.asOf.validAt).toBe('2098-12-31T16:00:00.000Z');
  });

  it('takes a drafted obligation as in force from its day on, for all systems', async () => {
    expect(await changes([DRAFT], { validAt: '2026-06-02' })).toEqual([
      ['systems/alone', 'cn-draft-1', 'not-applicable', 'unknown', 'rule-change'],
      [SYSTEM.subject, 'cn-draft-1', 'not-applicable', 'unevidenced', 'rule-change'],
    ]);
    expect(await changes([DRAFT], { validAt: '2026-05-31' })).toEqual([]);
  });

  it('takes an amendment, a correction and a retraction like any other event', async () => {
    const amended = event(
      'amended',
      'obligation.amended',
      INSTRUMENT.subject,
      { obligation: 'cn-algo-24-1', due: { within: 60, unit: 'day' } },
      at('2026-03-01'),
    );
    const duty = [SYSTEM.subject, 'cn-algo-24-1'];
    expect(await changes([amended], { validAt: '2026-03-30' })).toEqual([
      [...duty, 'unevidenced', 'pending', 'rule-change'],
    ]);
    const taken = event('taken', 'event.retracted', SYSTEM.subject, {
      event: { source: LAUNCH.source, id: LAUNCH.id },
      reason: 'It was not launched.',
    });
    expect(await changes([taken], { validAt: '2026-03-30' })).toEqual([
      [...duty, 'unevidenced', 'unknown', 'correction'],
    ]);
  });

  it('leaves out what is recorded already, and says what is odd', async () => {
    const { json } = await ask([LAUNCH, { ...LAUNCH, id: 'again', data: {} }]);
    expect(json.items).toEqual([]);
    expect(json['warnings']).toMatchObject([
      { index: 1, code: 'no-effect' },
      { index: 1, code: 'no-evidence' },
    ]);
  });

  it('stands on what was known at an earlier position', async () => {
    const judged = event('else', 'system.described', SYSTEM.subject, {
      facts: { 'public-opinion': true },
    });
    const asked = { validAt: '2026-02-20', knownAt: 'position:6' };
    expect(await changes([judged], asked)).toEqual([
      [SYSTEM.subject, 'cn-algo-24-1', 'unknown', 'pending', 'new-fact'],
    ]);
    const { status, json } = await ask([LAUNCH], { knownAt: 'position:4' });
    expect([status, json.code]).toEqual([422, 'unknown-subject']);
  });

  it('is the same as CSV', async () => {
    const { text } = await ask([FILED], { validAt: '2026-03-30' }, '?format=csv');
    const [header, line] = text.split('\r\n');
    expect(header).toMatch(
      /^subject,company,system,obligation,title_zh,title_en,cause,before_status/,
    );
    expect(line).toMatch(/^systems\/seedance-2\.0,bytedance,.*,new-fact,unevidenced,/);
  });
});

describe('A what-if that could not be recorded', () => {
  it.each([
    ['an unknown system', { ...LAUNCH, id: 'x', subject: 'systems/none' }],
    ['a rule that does not parse', { ...DRAFT, data: { ...DRAFT.data, appliesWhen: { fact: 7 } } }],
    ['a clock that does not parse', { ...DRAFT, data: { ...DRAFT.data, due: { within: 'soon' } } }],
    [
      'a rule that names an unknown fact',
      { ...DRAFT, data: { ...DRAFT.data, appliesWhen: { fact: 'made-up', is: true } } },
    ],
    [
      'a rule that names an unknown type of event',
      { ...DRAFT, data: { ...DRAFT.data, satisfiedBy: [{ type: 'made.up' }] } },
    ],
    ['an unknown type', { ...LAUNCH, id: 'x', type: 'system.abducted' }],
    ['a broken event', { ...LAUNCH, id: 'x', time: 'soon' }],
    ['an id that stands for another event', { ...LAUNCH, data: { markets: ['CN'] } }],
  ])('answers the problem of a recording: %s', async (_, wrong) => {
    const [supposed, recorded] = [await ask([wrong]), await server.record(wrong, '?dryRun=true')];
    expect([supposed.status, supposed.json.code]).toEqual([recorded.status, recorded.json.code]);
    expect(supposed.status).toBeGreaterThanOrEqual(400);
    expect(pointersOf(supposed)).toEqual(pointersOf(recorded).map((error) => `/events/0${error}`));
  });

  it('names the one among several that is wrong', async () => {
    const { json } = await ask([FILED, { ...FILED, id: 'x', subject: 'algorithms/other' }]);
    expect(json).toMatchObject({ code: 'duplicate-number', index: 1 });
    expect(wrongs(json)).toEqual(['/events/1/data/number duplicate-number']);
  });

  it.each([
    ['[]', 'invalid-body'],
    ['{}', 'invalid-body'],
    ['{"events":{}}', 'invalid-body'],
    ['{"events":[],"validAt":7}', 'invalid-body'],
    ['{"events":[],"when":"now"}', 'invalid-body'],
    ['{"events":[]}', 'empty-batch'],
    ['{"events":[7]}', 'invalid-event'],
    ['{"events":', 'malformed-json'],
  ])('refuses the body %s', async (body, code) => {
    const headers = { 'content-type': 'application/json' };
    const { status, json } = await server.ask('/v1/what-if', { method: 'POST', headers, body });
    expect([status, json.code]).toEqual([400, code]);
  });

  it('takes at most 1,000 events', async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => ({ ...LAUNCH, id: `many-${index}` }));
    expect((await ask(many)).json.code).toBe('batch-too-large');
    expect((await ask(many.slice(1))).status).toBe(200);
  });

  it.each([
    [{ validAt: 'soon' }, '/validAt invalid-value'],
    [{ knownAt: 'soon' }, '/knownAt invalid-value'],
    [{ knownAt: 'position:0' }, '/knownAt invalid-value'],
    [{ knownAt: 'position:999' }, '/knownAt invalid-value'],
  ])('is not asked for %j', async (times, wrong) => {
    const { status, json } = await ask([LAUNCH], times);
    expect([status, wrongs(json)]).toEqual([400, [wrong]]);
  });
});
