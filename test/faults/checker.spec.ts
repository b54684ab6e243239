import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KEY } from '../api/setup/running-server.js';
import { SignedServer } from '../log/signed-server.js';
import { Random } from '../setup/random.js';
import { until } from '../worker/worker-process.js';
import { checkCheckpoints } from './checker/check-checkpoints.js';
import { checkJournalled, checkOrder } from './checker/check-ledger.js';
import { checkSuspensions } from './checker/check-views.js';
import { OWN_SOURCE } from './checker/check.js';
import { Journal, readJournals } from './checker/journal.js';
import type { Journalled } from './checker/journal.js';
import { onDatabase, readStored } from './checker/stored.js';
import type { StoredEvent, StoredLedger } from './checker/stored.js';
import { Writer } from './setup/writer.js';

/** So many that the stored tree has a node. */
const EVENTS = 300;
/** Of the event that something is done to. */
const PLACE = 100;

let signed: SignedServer;
let stored: StoredLedger;
let journalled: Journalled;

beforeAll(async () => {
  signed = await SignedServer.start({ intervalMs: 100 });
  const { server } = signed;
  const folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'journal-'));
  const journal = new Journal(join(folder, 'journal'));
  const random = new Random(1);
  const writer = new Writer({ url: server.url, journal, random, name: 'w', key: KEY }).start();
  expect(await writer.acknowledges(EVENTS)).toBe(true);
  await writer.stop();
  const head = await server.head();
  await server.fresh('/v1/systems?limit=1');
  await until(async () => (await readStored(server.databaseUrl)).checkpoints.at(-1)?.size === head);
  stored = await readStored(server.databaseUrl);
  journalled = readJournals(journal.path);
});
afterAll(() => signed.close());

function findingsOf(ledger: StoredLedger, journal = journalled): readonly string[] {
  return [
    ...checkJournalled(ledger, journal, OWN_SOURCE),
    ...checkOrder(ledger),
    ...checkCheckpoints(ledger),
  ];
}

function withEvents(events: readonly StoredEvent[]): StoredLedger {
  return { ...stored, events };
}

function eventAt(position: number): StoredEvent {
  const found = stored.events.find((event) => event.position === position);
  if (found === undefined) throw new Error(`There is no event at ${position}.`);
  return found;
}

/** The ledger with one event in place of another. */
function replaced(position: number, change: Partial<StoredEvent>): StoredLedger {
  return withEvents(
    stored.events.map((event) => (event.position === position ? { ...event, ...change } : event)),
  );
}

describe('The checker', () => {
  it('finds nothing wrong with what is well', async () => {
    expect(stored.nodes.length).toBeGreaterThan(0);
    expect(stored.checkpoints.length).toBeGreaterThan(0);
    expect(findingsOf(stored)).toEqual([]);
    const { databaseUrl } = signed.server;
    expect(await checkSuspensions(databaseUrl, stored.events, [stored.head, PLACE])).toEqual([]);
  });

  it.each<[string, () => StoredLedger]>([
    ['lost: ', () => withEvents(stored.events.filter(({ position }) => position < stored.head))],
    ['gap: ', () => withEvents(stored.events.filter(({ position }) => position !== PLACE))],
    ['doubled: ', () => withEvents([...stored.events, eventAt(PLACE)])],
    ['moved: ', () => replaced(PLACE, { position: stored.head + 1 })],
    ['changed: ', () => replaced(PLACE, { leafHash: '00'.repeat(32) })],
    ['leaf: ', () => replaced(PLACE, { bytes: Buffer.from('{}') })],
    ['column: ', () => replaced(PLACE, { type: 'feature.removed' })],
    ['back in time: ', () => replaced(PLACE, { recordedAt: new Date(0) })],
    ['head: ', () => ({ ...stored, head: stored.head + 1 })],
    ['node ', () => ({ ...stored, nodes: stored.nodes.map((one) => ({ ...one, hash: '' })) })],
  ])('finds "%s" where that is so', (finding, outcome) => {
    expect(findingsOf(outcome())).toContainEqual(expect.stringContaining(finding));
  });

  it.each<[string, (id: string) => Partial<Journalled>]>([
    ['never sent: ', (id) => ({ sent: new Set([...journalled.sent].filter((one) => one !== id)) })],
    ['refused: ', (id) => ({ refused: new Set([id]), acknowledged: new Map() })],
    ['lost: ', () => ({ acknowledged: new Map([['w/no', [{ position: 1, leafHash: '' }]]]) })],
    ['moved: ', (id) => ({ acknowledged: new Map([[id, [{ position: 1, leafHash: '' }]]]) })],
  ])('finds "%s" where a journal says so', (finding, change) => {
    const journal = { ...journalled, ...change(eventAt(PLACE).id) };
    expect(findingsOf(stored, journal)).toContainEqual(expect.stringContaining(finding));
  });

  it('takes what is unknown for recorded or not', () => {
    const { id } = eventAt(stored.head);
    const acknowledged = new Map([...journalled.acknowledged].filter(([one]) => one !== id));
    const journal = { ...journalled, acknowledged };
    expect(checkJournalled(stored, journal, OWN_SOURCE)).toEqual([]);
    const without = withEvents(stored.events.filter(({ position }) => position < stored.head));
    expect(checkJournalled(without, journal, OWN_SOURCE)).toEqual([]);
  });

  it.each<[string, (note: string) => string]>([
    ['is not signed', (note) => note.replace(/(?<=\u2014 \S+ ).{8}/, 'AAAAAAAA')],
    ['has another root', (note) => note.replace(/\n[^\n]{44}\n/, `\n${'A'.repeat(43)}=\n`)],
    ['says 7', (note) => note.replace(/\n\d+\n/, '\n7\n')],
  ])('finds that a checkpoint %s', (finding, forge) => {
    const checkpoints = stored.checkpoints.map((one) => ({ ...one, note: forge(one.note) }));
    expect(findingsOf({ ...stored, checkpoints })).toContainEqual(expect.stringContaining(finding));
  });

  it('finds views that are not the fold', async () => {
    const { databaseUrl } = signed.server;
    await onDatabase(databaseUrl, (client) =>
      client.query(
        `delete from compliance.register_row where id = (
           select max(id) from compliance.register_row
           where register = 'feature-suspensions' and known_to = 9007199254740991)`,
      ),
    );
    expect(await checkSuspensions(databaseUrl, stored.events, [stored.head])).toEqual([
      expect.stringContaining('fold: suspensions'),
    ]);
  });
});
