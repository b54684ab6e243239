import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../event.js';
import { Ledger } from '../ledger.js';
import { ledgerDatabase } from '../testing/database.js';
import type { LedgerDatabase } from '../testing/database.js';
import { proposal, receiptsOf } from '../testing/proposals.js';

const EVENTS = 2_500;
const TYPES = ['feature.suspended', 'feature.resumed', 'features.x', 'system.launched'];

describe('reading', () => {
  let database: LedgerDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await ledgerDatabase();
    ledger = new Ledger(database.pool('edict_app'));
    const proposals = Array.from({ length: EVENTS }, (_, index) =>
      proposal({
        id: String(index + 1),
        type: TYPES[index % TYPES.length] ?? '',
        subject: `systems/${index % 5}`,
        time: new Date(Date.UTC(2026, 0, 1) + ((index * 7) % EVENTS) * 60_000).toISOString(),
      }),
    );
    for (let start = 0; start < EVENTS; start += 1_000) {
      receiptsOf(await ledger.append({ proposals: proposals.slice(start, start + 1_000) }));
    }
  });

  afterAll(async () => {
    await ledger.close();
    await database.close();
  });

  const positions = (events: readonly RecordedEvent[]): readonly number[] =>
    events.map(({ position }) => position);

  async function all(events: AsyncIterable<RecordedEvent>): Promise<readonly RecordedEvent[]> {
    const found: RecordedEvent[] = [];
    for await (const event of events) found.push(event);
    return found;
  }

  it('pages by position', async () => {
    expect(positions(await ledger.page({}, 3))).toEqual([1, 2, 3]);
    expect(positions(await ledger.page({ after: 3, before: 6 }, 50))).toEqual([4, 5]);
    expect(positions(await ledger.page({ after: EVENTS }, 50))).toEqual([]);
  });

  it('has pages of 1 to 1,000 events', async () => {
    expect(await ledger.page({}, 1_000)).toHaveLength(1_000);
    await expect(ledger.page({}, 1_001)).rejects.toThrow(RangeError);
    await expect(ledger.page({}, 0)).rejects.toThrow(RangeError);
  });

  it('selects by type and by family of types', async () => {
    const types = async (...wanted: string[]): Promise<readonly string[]> => {
      const page = await ledger.page({ types: wanted }, 1_000);
      return [...new Set(page.map(({ type }) => type))].sort();
    };
    expect(await types('feature.resumed')).toEqual(['feature.resumed']);
    expect(await types('feature.*')).toEqual(['feature.resumed', 'feature.suspended']);
    expect(await types('feature.*', 'system.launched')).toHaveLength(3);
    expect(await types('featur_.*')).toEqual([]);
    expect(await types('%.*')).toEqual([]);
    expect(await types('\\.*')).toEqual([]);
    expect(await types()).toEqual([]);
  });

  it('selects by subject and by valid time', async () => {
    const subjects = ['systems/1', 'systems/3'];
    const found = await ledger.page({ subjects }, 1_000);
    expect(found).toHaveLength(1_000);
    expect(new Set(found.map(({ subject }) => subject))).toEqual(new Set(subjects));
    const bounds = { from: '2026-01-01T10:00:00+08:00', to: '2026-01-01T03:00:00Z' };
    const times = (await ledger.page(bounds, 1_000)).map(({ time }) => time).sort();
    expect(times).toHaveLength(60);
    expect(times[0]).toBe('2026-01-01T02:00:00.000Z');
    expect(times.at(-1)).toBe('2026-01-01T02:59:00.000Z');
  });

  it('tells how long streams are, also of one that does not exist', async () => {
    const lengths = await ledger.lengths(['systems/1', 'systems/none', 'systems/4']);
    expect(Object.fromEntries(lengths)).toEqual({
      'systems/1': EVENTS / 5,
      'systems/none': 0,
      'systems/4': EVENTS / 5,
    });
  });

  it('streams every event of a selection once, over several pages', async () => {
    expect(positions(await all(ledger.stream({})))).toEqual(
      Array.from({ length: EVENTS }, (_, index) => index + 1),
    );
    const found = await all(ledger.stream({ types: ['feature.*'], after: 10, before: 2_401 }));
    expect(found).toHaveLength(1_194);
  });

  it('follows what is recorded later, with little delay, until aborted', async () => {
    const abort = new AbortController();
    const selection = { after: EVENTS - 1, subjects: ['systems/4', 'systems/live'] };
    const followed = ledger.follow(selection, abort.signal)[Symbol.asyncIterator]();
    expect(await followed.next()).toMatchObject({ value: { position: EVENTS } });
    const delaysMs: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const next = followed.next();
      receiptsOf(await ledger.append({ proposals: [proposal({ subject: 'systems/none' })] }));
      const [live] = receiptsOf(
        await ledger.append({ proposals: [proposal({ subject: 'systems/live' })] }),
      );
      const recordedAt = Date.now();
      expect(await next).toMatchObject({ value: { position: live?.position } });
      delaysMs.push(Date.now() - recordedAt);
    }
    // Polling alone would take half a second on average.
    expect(Math.min(...delaysMs)).toBeLessThan(200);
    abort.abort();
    expect(await followed.next()).toEqual({ done: true, value: undefined });
  });

  it('goes on following by polling when the notifications are cut off', async () => {
    const abort = new AbortController();
    const { position } = await ledger.head();
    const followed = (async () => {
      for await (const event of ledger.follow({ after: position }, abort.signal)) return event;
      return undefined;
    })();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await database
      .pool()
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen ledger'`,
      );
    receiptsOf(await ledger.append({ proposals: [proposal()] }));
    expect(await followed).toMatchObject({ position: position + 1 });
  });

  it('stops following at once when aborted, also before it began', async () => {
    const abort = new AbortController();
    const { position } = await ledger.head();
    const followed = all(ledger.follow({ after: position }, abort.signal));
    abort.abort();
    expect(await followed).toEqual([]);
    expect(await all(ledger.follow({}, abort.signal))).toEqual([]);
  });

  it('reads events by their positions, each once, and leaves out what is not there', async () => {
    const found = await ledger.eventsAt([7, 3, 7, 0, Number.MAX_SAFE_INTEGER]);
    expect([...found].map(([position, { id }]) => [position, id])).toEqual([
      [3, '3'],
      [7, '7'],
    ]);
    expect((await ledger.eventsAt([])).size).toBe(0);
  });

  it('finds the receipts of those ids that are recorded', async () => {
    const source = 'https://example.test/news';
    const ids = Array.from({ length: EVENTS }, (_, index) => ({ source, id: String(index + 1) }));
    const found = await ledger.find([...ids, { source, id: 'unknown' }]);
    expect(found).toHaveLength(EVENTS);
    const stored = await ledger.at(7);
    const { subject, position, sequence, recordedtime } = stored?.event ?? {};
    const place = { subject, position, sequence, recordedtime, leafHash: stored?.leafHash };
    expect(await ledger.find([{ source, id: '7' }])).toEqual([
      { source, id: '7', ...place, duplicate: true },
    ]);
    expect(await ledger.find([])).toEqual([]);
  });

  it('reads whole streams up to a position, absent ones as empty', async () => {
    const histories = await ledger.histories(['systems/0', 'systems/absent', 'systems/1'], 12);
    expect([...histories.keys()]).toEqual(['systems/0', 'systems/absent', 'systems/1']);
    expect(positions(histories.get('systems/0') ?? [])).toEqual([1, 6, 11]);
    expect(histories.get('systems/absent')).toEqual([]);
    const whole = (await ledger.histories(['systems/0'])).get('systems/0') ?? [];
    expect(whole.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: EVENTS / 5 }, (_, index) => index + 1),
    );
  });

  it('gives the last event of a stream, as of any position', async () => {
    expect(await ledger.newest('systems/0')).toMatchObject({ position: 2_496 });
    expect(await ledger.newest('systems/0', 10)).toMatchObject({ position: 6, sequence: 2 });
    expect(await ledger.newest('systems/0', 6)).toMatchObject({ position: 6 });
    expect(await ledger.newest('systems/4', 4)).toBeUndefined();
    expect(await ledger.newest('systems/absent')).toBeUndefined();
  });

  it('knows no event at a position that has none', async () => {
    expect(await ledger.at(0)).toBeUndefined();
    expect(await ledger.at(1_000_000)).toBeUndefined();
    expect(await ledger.at(1.5)).toBeUndefined();
  });

  it('gives the last position recorded at or before an instant', async () => {
    const at = async (position: number): Promise<string> =>
      (await ledger.at(position))?.event.recordedtime ?? '';
    expect(await ledger.positionAt('2020-01-01T00:00:00Z')).toBe(0);
    expect(await ledger.positionAt('2999-01-01T00:00:00Z')).toBe((await ledger.head()).position);
    const found = await ledger.positionAt(await at(1));
    expect(found).toBeGreaterThanOrEqual(1);
    expect(await at(found)).toBe(await at(1));
    expect(await at(found + 1)).not.toBe(await at(1));
  });

  it('knows that an empty ledger has no record time', async () => {
    const empty = await ledgerDatabase();
    const nothing = new Ledger(empty.pool());
    expect(await nothing.head()).toEqual({ position: 0 });
    expect(await all(nothing.stream({}))).toEqual([]);
    await empty.close();
  });
});
