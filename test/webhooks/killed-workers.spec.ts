import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { KEY } from '../api/setup/running-server.js';
import type { Receiver } from '../exports/runs/receiver.js';
import { until, WorkerProcess } from '../worker/worker-process.js';
import { Calling, LOOPBACK, toldBy } from './calling.js';
import { company, described, RULES, system } from './duties.js';

const SYSTEMS = 40;
const KILLS = 4;
const seed = Number(process.env['EDICT_TEST_SEED'] ?? Date.now() % 1_000_000);

let calling: Calling;
let receiver: Receiver;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  calling = await Calling.start();
  receiver = await calling.receiver();
  await calling.record(...RULES, company('one'));
}, 60_000);
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(({ exit }) => exit));
  await calling.close();
});

async function start(): Promise<WorkerProcess> {
  const worker = new WorkerProcess({
    EDICT_DATABASE_URL: calling.server.databaseUrl,
    EDICT_ADMIN_KEY: KEY,
    EDICT_OUTBOUND_ALLOW: LOOPBACK,
  });
  workers.push(worker);
  return worker.runs();
}

it(`workers that are killed over their calls tell each change, in order, under one id (seed ${seed})`, async () => {
  const made = await calling.define({ url: receiver.url, events: ['status.changed'] });
  for (let index = 0; index < SYSTEMS; index += 1) {
    await calling.record(system(`app-${index}`, 'one'), described(`app-${index}`));
  }
  const expected = (await calling.server.fresh('/v1/status-changes?limit=1000')).json.items;
  expect(expected).toHaveLength(4 * SYSTEMS);
  let random = seed;
  for (let kills = 0; kills < KILLS; kills += 1) {
    const worker = await start();
    const before = receiver.messages.length;
    await until(() => receiver.messages.length > before, 60_000);
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    await pause(random % 40);
    worker.kill('SIGKILL');
    await worker.exit;
  }
  await Promise.all([start(), start()]);
  await until(() => idsIn(receiver).length === expected.length, 90_000);
  await until(async () => (await calling.webhook(made))['pending'] === 0);
  // Whoever died before the answer was noted told it again: the same words under the same id.
  const first = new Map(receiver.messages.map(({ id, body }) => [id, body]));
  for (const { id, body } of receiver.messages) expect(body).toBe(first.get(id));
  const inOrder = idsIn(receiver).map((id) => toldBy(receiver).at(indexOf(receiver, id))?.data);
  expect(inOrder).toEqual(expected);
  const deliveries = await calling.deliveries(made);
  expect(deliveries.map(({ id }) => id)).toEqual(idsIn(receiver));
  expect(new Set(deliveries.map((one) => one['state']))).toEqual(new Set(['delivered']));
}, 300_000);

function idsIn({ messages }: Receiver): readonly string[] {
  return [...new Set(messages.map(({ id }) => id))];
}

function indexOf({ messages }: Receiver, wanted: string): number {
  return messages.findIndex(({ id }) => id === wanted);
}
