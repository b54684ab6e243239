import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wrongs } from '../api/setup/body.js';
import type { Body } from '../api/setup/body.js';
import { event } from '../api/setup/february.js';
import { until } from '../worker/worker-process.js';
import { Calling, toldBy } from './calling.js';
import { company, described, HOURLY, inDays, RULES, system } from './duties.js';

/** Days from now: its duty of one hour is late in five seconds. */
const SOON_LATE = (5 - 3_600) / 86_400;
const EVENTS = ['status.changed', 'deadline.approaching'];

let calling: Calling;

beforeAll(async () => {
  calling = await Calling.start();
  await calling.record(...RULES, HOURLY, company('own'), company('hidden'));
  calling.work();
}, 60_000);
afterAll(() => calling.close());

const bounded = async (...companies: string[]) =>
  String((await calling.key({ roles: ['exporter'], companies }))['key']);

/** Enough of another company's to fill more than one look at the ledger. */
async function elsewhere(prefix: string, events: number): Promise<void> {
  const batch = Array.from({ length: events }, (_, index) =>
    event(`${prefix}/${index}`, 'claim.published', 'companies/hidden', {
      claim: `${prefix}-${index}`,
    }),
  );
  const { status, text } = await calling.server.post(
    JSON.stringify(batch),
    'application/cloudevents-batch+json',
  );
  if (status !== 201) throw new Error(text);
}

describe('A webhook of a key of some companies', () => {
  it('is told of these and of nothing else, whatever its filters ask for', async () => {
    const receiver = await calling.receiver();
    const key = await bounded('own');
    const filters = { companies: ['own', 'hidden'] };
    const made = await calling.define({ url: receiver.url, events: EVENTS, filters }, key);
    expect(made['boundTo']).toEqual(['own']);
    await calling.record(system('hidden-app', 'hidden'), system('own-app', 'own'));
    await elsewhere('filler', 150);
    await calling.record(described('hidden-app'), described('own-app'));
    // Due in a few seconds: what time alone changes, after another company's event.
    await calling.record(
      system('own-late', 'own', SOON_LATE),
      system('hidden-late', 'hidden', SOON_LATE),
    );
    await elsewhere('more', 1);
    await until(() => toldBy(receiver).some(({ data }) => data['cause'] === 'time-passed'));
    await calling.settled(made);
    const told = toldBy(receiver).map(({ data }) => data);
    expect(new Set(told.map((data) => data['company']))).toEqual(new Set(['own']));
    const { items } = await calling.get('/v1/status-changes?company=own');
    expect(told.filter((data) => 'after' in data)).toEqual(items);
    // Whoever has the key reads the same list, in the same order.
    const { json } = await calling.server.ask('/v1/status-changes', { key });
    expect(json.items).toEqual(items);
    expect(receiver.messages.map(({ body }) => body).join()).not.toContain('hidden');
  }, 60_000);

  it('is seen and changed by who may see as much, and is to others what there is not', async () => {
    const receiver = await calling.receiver();
    const key = await bounded('own');
    const made = await calling.define({ url: receiver.url, events: EVENTS }, key);
    const whole = await calling.define({ url: receiver.url, events: EVENTS });
    const ids = async (reader?: string) => {
      const { json } = await calling.server.ask('/v1/webhooks', reader ? { key: reader } : {});
      return json.items.map(({ id }) => id);
    };
    expect(await ids(key)).toContain(made.id);
    expect(await ids(key)).not.toContain(whole.id);
    expect(await ids(await bounded('own', 'hidden'))).toContain(made.id);
    const other = await bounded('hidden');
    expect(await ids(other)).toEqual([]);
    const path = `/v1/webhooks/${made.id}`;
    for (const [method, more, body] of [
      ['GET', ''],
      ['PATCH', '', { enabled: false }],
      ['DELETE', ''],
      ['GET', '/deliveries'],
      ['POST', '/enable', {}],
      ['POST', '/rotate-secret', {}],
      ['POST', '/test'],
      ['POST', '/deliveries/msg_1/redeliver'],
    ] as const) {
      const { status } = await calling.send(method, path + more, body, other);
      expect([method, more, status]).toEqual([method, more, 404]);
    }
    expect((await calling.send('PATCH', path, { name: 'mine' }, key)).json['name']).toBe('mine');
    // Whoever may see everything may see to it, but it is not told of more for that.
    const widened = await calling.send('PATCH', path, { name: 'ours' });
    expect(widened.json['boundTo']).toEqual(['own']);
    expect((await calling.send('DELETE', path, undefined, key)).status).toBe(204);
  });
});

describe('A webhook whose key is revoked', () => {
  it('is told nothing any more, and goes on where it stood once another answers for it', async () => {
    const receiver = await calling.receiver();
    const made = await calling.key({ roles: ['analyst'] });
    const webhook = await calling.define(
      { url: receiver.url, events: ['status.changed'] },
      String(made['key']),
    );
    expect((await calling.send('DELETE', `/v1/keys/${made.id}`)).status).toBe(204);
    await calling.record(system('unseen-app', 'own'));
    await until(async () => (await calling.webhook(webhook))['enabled'] === false);
    expect(await calling.webhook(webhook)).toMatchObject({
      disabled: {
        because: 'not-authorised',
        detail: 'The key that answers for the webhook is revoked or over.',
      },
    });
    expect(receiver.messages).toEqual([]);
    const enabled = await calling.send('POST', `/v1/webhooks/${webhook.id}/enable`, {});
    expect(enabled.json).toMatchObject({ changedBy: 'key:admin', createdBy: `key:${made.id}` });
    await calling.settled(webhook);
    const told = toldBy(receiver).map(({ data }) => data['subject']);
    expect([...new Set(told), told.length]).toEqual(['systems/unseen-app', 3]);
  });
});

describe('A webhook is refused', () => {
  const good = { url: 'https://127.0.0.1/hook', events: EVENTS };
  const listed = async () => (await calling.get('/v1/webhooks')).items.length;

  it.each<[string, object, number, string]>([
    ['without an address', { events: EVENTS }, 400, '/url'],
    ['without events', { url: good.url }, 400, '/events'],
    ['with no event', { ...good, events: [] }, 400, '/events'],
    ['with an unknown event', { ...good, events: ['status.*'] }, 400, '/events'],
    [
      'with an event twice',
      { ...good, events: ['status.changed', 'status.changed'] },
      400,
      '/events',
    ],
    ['with an unknown field', { ...good, secret: 'whsec_mine' }, 400, '/secret'],
    ['with an unknown filter', { ...good, filters: { company: ['own'] } }, 400, '/filters/company'],
    ['with an empty filter', { ...good, filters: { companies: [] } }, 400, '/filters/companies'],
    ['with a wrong status', { ...good, filters: { statuses: ['late'] } }, 400, '/filters/statuses'],
    [
      'with a wrong id',
      { ...good, filters: { companies: ["' or 1=1"] } },
      400,
      '/filters/companies',
    ],
    ['with days before the beginning', { ...good, leadDays: [-1] }, 400, '/leadDays'],
    ['with days beyond the year', { ...good, leadDays: [366] }, 400, '/leadDays'],
    ['with half a day', { ...good, leadDays: [0.5] }, 400, ''],
    [
      'with too many days',
      { ...good, leadDays: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
      400,
      '/leadDays',
    ],
    ['with null for a name', { ...good, name: null }, 400, '/name'],
    [
      'with an address of two thousand and one',
      { ...good, url: `https://127.0.0.1/${'a'.repeat(1_983)}` },
      400,
      '/url',
    ],
  ])('%s', async (_, body, status, pointer) => {
    const before = await listed();
    const answer = await calling.send('POST', '/v1/webhooks', body);
    expect(answer.status).toBe(status);
    if (pointer !== '') expect(wrongs(answer.json).join()).toContain(pointer);
    expect(await listed()).toBe(before);
  });

  it.each([
    'https://10.0.0.1/hook',
    'https://192.168.1.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.1]/hook',
    'https://[::ffff:a00:1]/hook',
    'https://[fe80::1]/hook',
    'https://[fd00::1]/hook',
    'http://169.254.169.254/latest/meta-data',
    'https://0/hook',
    'https://0x0a000001/hook',
    'https://012.0.0.1/hook',
    'https://167772161/hook',
    'https://user:word@127.0.0.1/',
    'https://127.0.0.1/#part',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//127.0.0.1/hook',
    'nonsense',
    '',
  ])('at %j', async (url) => {
    const before = await listed();
    const made = await calling.send('POST', '/v1/webhooks', { ...good, url });
    expect([made.status, made.json.code, ...wrongs(made.json)]).toEqual([
      422,
      'invalid-webhook',
      '/url invalid-address',
    ]);
    const standing = await calling.define(good);
    const changed = await calling.send('PATCH', `/v1/webhooks/${standing.id}`, { url });
    expect([changed.status, changed.json.code]).toEqual([422, 'invalid-webhook']);
    expect((await calling.webhook(standing))['url']).toBe(good.url);
    await calling.send('DELETE', `/v1/webhooks/${standing.id}`);
    expect(await listed()).toBe(before);
  });

  it('by nobody where a name may lead to an allowed network: that is seen with each call', async () => {
    const made = await calling.define({ ...good, url: 'http://localhost:1/hook' });
    await calling.send('POST', `/v1/webhooks/${made.id}/test`);
    let deliveries: readonly Body[] = [];
    await until(async () => {
      deliveries = await calling.deliveries(made);
      return deliveries[0]?.['state'] === 'failed';
    });
    expect(deliveries[0]).toMatchObject({
      event: 'webhook.test',
      attempts: [{ attempt: 1, error: 'The receiver cannot be reached (ECONNREFUSED).' }],
    });
  });

  it('to a key of a period, and in other words to a key that reads alone', async () => {
    const period = { from: inDays(-1) };
    const timed = String((await calling.key({ roles: ['exporter'], period }))['key']);
    const reader = String((await calling.key({ roles: ['reader'] }))['key']);
    for (const key of [timed, reader]) {
      const { status } = await calling.send('POST', '/v1/webhooks', good, key);
      expect(status).toBe(403);
    }
  });
});

describe('Deliveries', () => {
  it('are listed page by page, each once, latest first', async () => {
    const receiver = await calling.receiver();
    const made = await calling.define({ url: receiver.url, events: EVENTS });
    for (let tests = 0; tests < 5; tests += 1) {
      expect((await calling.send('POST', `/v1/webhooks/${made.id}/test`)).status).toBe(202);
    }
    await until(() => receiver.messages.length === 5);
    await calling.settled(made);
    const path = `/v1/webhooks/${made.id}/deliveries`;
    const all = (await calling.get(path)).items;
    const paged: Body[] = [];
    let cursor = '';
    do {
      const page: Body = await calling.get(`${path}?limit=2${cursor}`);
      paged.push(...page.items);
      cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== '');
    expect(paged).toEqual(all);
    expect(all.map(({ id }) => id)).toEqual(receiver.messages.map(({ id }) => id).reverse());
    expect((await calling.get(`${path}?state=failed`)).items).toEqual([]);
    const { next } = await calling.get(`${path}?limit=2`);
    const elsewhere = `/v1/webhooks/0123456789ab/deliveries?cursor=${encodeURIComponent(String(next))}`;
    expect((await calling.server.ask(elsewhere)).json.code).toBe('invalid-cursor');
    expect((await calling.server.ask(`${path}?state=lost`)).status).toBe(400);
  });

  it('that wait aside are as many as may wait, and no more', async () => {
    const receiver = await calling.receiver([{ status: 503 }]);
    const made = await calling.define({ url: receiver.url, events: EVENTS });
    // As though somebody else were calling it.
    await calling.owner.query(
      `update webhooks.webhook set claimed_until = now() + interval '1 hour' where id = $1`,
      [made.id],
    );
    const statuses: number[] = [];
    for (let tests = 0; tests < 21; tests += 1) {
      statuses.push((await calling.send('POST', `/v1/webhooks/${made.id}/test`)).status);
    }
    expect(statuses).toEqual([...Array<number>(20).fill(202), 409]);
    await calling.send('DELETE', `/v1/webhooks/${made.id}`);
  });
});
