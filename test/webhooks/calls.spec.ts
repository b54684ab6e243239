import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Body } from '../api/setup/body.js';
import type { Receiver } from '../exports/runs/receiver.js';
import { until } from '../worker/worker-process.js';
import { Calling, toldBy } from './calling.js';
import { company, described, RULES, system } from './duties.js';

let calling: Calling;
let systems = 0;

beforeAll(async () => {
  calling = await Calling.start();
  await calling.record(...RULES, company('one'), company('two'));
  calling.work();
}, 60_000);
afterAll(() => calling.close());

/** A system whose two duties begin, and are pending from then on. */
async function newSystem(of = 'one'): Promise<string> {
  systems += 1;
  const id = `app-${systems}`;
  await calling.record(system(id, of));
  return id;
}

function changesIn(receiver: Receiver): readonly string[] {
  return toldBy(receiver).map(({ type, data }) =>
    [type, data['subject'], data['obligation'], data['before'], data['after']].join(' '),
  );
}

describe('A webhook', () => {
  it('is told each change once, in record order, with a signature that others verify', async () => {
    const receiver = await calling.receiver();
    const made = await calling.define({ url: receiver.url, events: ['status.changed'] });
    expect(made['secret']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const id = await newSystem();
    await calling.record(described(id));
    await calling.settled(made);
    expect(changesIn(receiver)).toEqual([
      `status.changed systems/${id} cn-file not-applicable pending`,
      `status.changed systems/${id} cn-label not-applicable pending`,
      `status.changed systems/${id} cn-file pending met`,
      `status.changed systems/${id} cn-label pending met`,
    ]);
    const { items } = await calling.get(`/v1/status-changes?after=${String(made['announcedTo'])}`);
    expect(toldBy(receiver).map(({ data }) => data)).toEqual(items);
    for (const message of receiver.messages) {
      expect(() => receiver.read(message, String(made['secret']))).not.toThrow();
      expect(() =>
        receiver.read({ ...message, body: `${message.body} ` }, String(made['secret'])),
      ).toThrow();
    }
    expect(new Set(receiver.messages.map((message) => message.id)).size).toBe(4);
    const deliveries = await calling.deliveries(made);
    expect(deliveries.map((one) => one.id)).toEqual(receiver.messages.map((one) => one.id));
    expect(deliveries.map((one) => one['state'])).toEqual(Array(4).fill('delivered'));
    expect((await calling.server.ask(`/v1/webhooks/${made.id}`)).text).not.toContain('whsec_');
  });

  it('is told what its filters let through', async () => {
    const [wide, narrow] = [await calling.receiver(), await calling.receiver()];
    const all = await calling.define({ url: wide.url, events: ['status.changed'] });
    const some = await calling.define({
      url: narrow.url,
      events: ['status.changed'],
      filters: {
        companies: ['two'],
        obligations: ['cn-file'],
        jurisdictions: ['CN'],
        statuses: ['met'],
        causes: ['new-fact'],
      },
    });
    const none = await calling.receiver();
    const elsewhere = await calling.define({
      url: none.url,
      events: ['status.changed'],
      filters: { jurisdictions: ['US'] },
    });
    await newSystem('one');
    const id = await newSystem('two');
    await calling.record(described(id));
    for (const one of [all, some, elsewhere]) await calling.settled(one);
    expect(wide.messages).toHaveLength(6);
    expect(changesIn(narrow)).toEqual([`status.changed systems/${id} cn-file pending met`]);
    expect(none.messages).toEqual([]);
  });

  it('is told again under the same id and with the same words where it failed', async () => {
    const receiver = await calling.receiver([
      { status: 500 },
      { status: 302, location: 'http://127.0.0.1/' },
      { status: 204 },
    ]);
    const made = await calling.define({
      url: receiver.url,
      events: ['status.changed'],
      filters: { obligations: ['cn-file'] },
    });
    await newSystem();
    await until(() => receiver.messages.length === 1);
    await until(async () => (await calling.webhook(made))['failures'] === 1);
    const failing = await calling.webhook(made);
    expect(failing).toMatchObject({ pending: 1, enabled: true });
    const waitsMs =
      Date.parse(String(failing['nextAttemptAt'])) - Date.parse(String(failing['failingSince']));
    expect(waitsMs).toBeGreaterThan(3_900);
    expect(waitsMs).toBeLessThan(6_100);
    await until(() => receiver.messages.length === 2);
    await skipWait(made);
    await calling.settled(made);
    expect(new Set(receiver.messages.map(({ id, body }) => id + body)).size).toBe(1);
    for (const message of receiver.messages) receiver.read(message, String(made['secret']));
    const [delivery] = await calling.deliveries(made);
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: [
        { attempt: 3, status: 204 },
        { attempt: 2, status: 302, error: 'The receiver answered 302.' },
        { attempt: 1, status: 500, error: 'The receiver answered 500.' },
      ],
    });
    expect(await calling.webhook(made)).toMatchObject({ failures: 0, pending: 0 });
  });

  it('is signed with the secret before too while it is replaced', async () => {
    const receiver = await calling.receiver();
    const made = await calling.define({ url: receiver.url, events: ['status.changed'] });
    const rotate = (body: object) =>
      calling.send('POST', `/v1/webhooks/${made.id}/rotate-secret`, body);
    const [first, second] = [String(made['secret']), String((await rotate({})).json['secret'])];
    expect(second).not.toBe(first);
    expect((await calling.webhook(made))['secrets']).toMatchObject([
      {},
      { endsAt: expect.any(String) },
    ]);
    await test(made, receiver, 1);
    const [message] = receiver.messages;
    if (message === undefined) throw new Error('nobody was told');
    expect(String(message.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const secret of [first, second]) receiver.read(message, secret);
    const third = String((await rotate({ overlapHours: 0 })).json['secret']);
    await test(made, receiver, 2);
    const [, later] = receiver.messages;
    if (later === undefined) throw new Error('nobody was told');
    receiver.read(later, third);
    for (const secret of [first, second]) expect(() => receiver.read(later, secret)).toThrow();
  });

  it('is told a message again when somebody asks for it', async () => {
    const receiver = await calling.receiver();
    const made = await calling.define({ url: receiver.url, events: ['status.changed'] });
    await newSystem();
    await calling.settled(made);
    const [delivery] = await calling.deliveries(made);
    const again = await calling.send(
      'POST',
      `/v1/webhooks/${made.id}/deliveries/${delivery?.id ?? ''}/redeliver`,
    );
    expect([again.status, again.json['state']]).toEqual([202, 'pending']);
    await calling.settled(made);
    const [first, , last] = receiver.messages;
    expect(receiver.messages).toHaveLength(3);
    expect([last?.id, last?.body]).toEqual([first?.id, first?.body]);
    expect((await calling.deliveries(made))[0]).toMatchObject({
      state: 'delivered',
      attempts: [{ attempt: 2 }, { attempt: 1 }],
    });
  });
});

describe('A webhook that fails', () => {
  it('is disabled after twelve failures in a row, and loses nothing', async () => {
    const receiver = await calling.receiver([{ status: 503 }]);
    const made = await calling.define({ url: receiver.url, events: ['status.changed'] });
    const id = await newSystem();
    for (let failures = 1; failures < 12; failures += 1) {
      await until(async () => (await calling.webhook(made))['failures'] === failures);
      expect((await calling.webhook(made))['enabled']).toBe(true);
      await skipWait(made);
    }
    await until(async () => (await calling.webhook(made))['enabled'] === false);
    expect(await calling.webhook(made)).toMatchObject({
      disabled: {
        because: 'failing',
        detail: '12 calls in a row have failed. The receiver answered 503.',
      },
      pending: 2,
    });
    expect(receiver.messages).toHaveLength(12);
    expect((await calling.server.ask('/metrics')).text).toMatch(/^edict_webhooks_disabled 1$/m);
    await calling.record(described(id));
    receiver.answers = [{ status: 204 }];
    await test(made, receiver, 13);
    const enabled = await calling.send('POST', `/v1/webhooks/${made.id}/enable`, {});
    expect(enabled.json).toMatchObject({ enabled: true, failures: 0 });
    await calling.settled(made);
    const told = receiver.messages.slice(13).map((message) => message.id);
    expect(new Set(told).size).toBe(4);
    const deliveries = await calling.deliveries(made);
    expect(
      deliveries.filter((one) => one['event'] !== 'webhook.test').map((one) => one.id),
    ).toEqual(told);
  }, 60_000);

  it('is disabled at once where the receiver is gone, and goes on from now on if asked to', async () => {
    const receiver = await calling.receiver([{ status: 410 }]);
    const made = await calling.define({ url: receiver.url, events: ['status.changed'] });
    const before = await newSystem();
    await until(async () => (await calling.webhook(made))['enabled'] === false);
    expect(await calling.webhook(made)).toMatchObject({
      disabled: { because: 'gone' },
      pending: 2,
    });
    await calling.record(described(before));
    receiver.answers = [{ status: 204 }];
    await calling.send('POST', `/v1/webhooks/${made.id}/enable`, { from: 'now' });
    const later = await newSystem();
    await calling.settled(made);
    expect(changesIn(receiver).slice(1)).toEqual([
      `status.changed systems/${later} cn-file not-applicable pending`,
      `status.changed systems/${later} cn-label not-applicable pending`,
    ]);
    const states = (await calling.deliveries(made)).map((one) => one['state']);
    expect(states).toEqual(['skipped', 'skipped', 'delivered', 'delivered']);
  });
});

/** As though the time until the next attempt were over. */
async function skipWait({ id }: Body): Promise<void> {
  await calling.owner.query('update webhooks.webhook set next_at = now() where id = $1', [id]);
}

async function test(made: Body, receiver: Receiver, messages: number): Promise<void> {
  const { status, text } = await calling.send('POST', `/v1/webhooks/${made.id}/test`);
  if (status !== 202) throw new Error(text);
  await until(() => receiver.messages.length === messages);
}
