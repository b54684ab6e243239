import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StatusChanges } from '#libs/compliance';
import type { StandingRow } from '../statuses/standing-rows.js';
import { ChangesFixture } from './changes-fixture.js';
import type { RecordedAt } from './changes-fixture.js';

const PAINTER = 'systems/painter';
const news = (recordedAt: string, type = 'measure.adopted', subject = PAINTER): RecordedAt => ({
  type,
  subject,
  recordedAt,
});
const row = (status: string, from: string, more: Partial<StandingRow> = {}): StandingRow => ({
  company: 'acme',
  subject: PAINTER,
  obligation: 'label',
  status,
  from,
  ...more,
});

let fixture: ChangesFixture;
beforeAll(async () => {
  fixture = await ChangesFixture.open();
});
afterAll(() => fixture.close());

async function short(knownAt: number, validAt: string, selection = {}) {
  const rows = await fixture.rows({ knownAt, validAt }, selection);
  return rows.map(
    ({ position, changedAt, cause, obligation, before, after }) =>
      `${position} ${changedAt.slice(0, 10)} ${cause} ${obligation}: ${before} -> ${after}`,
  );
}

describe('A change of a status', () => {
  it('is made by the event that was recorded, at the moment at which it was', async () => {
    await fixture.tell(
      [news('2026-03-01T00:00:00Z', 'system.launched'), news('2026-03-05T00:00:00Z')],
      [
        row('pending', '2026-02-01T00:00:00Z', {
          knownFrom: 1,
          knownTo: 2,
          dueOn: '2026-04-01',
          because: [1],
        }),
        row('pending', '2026-02-01T00:00:00Z', { to: '2026-02-20', knownFrom: 2, because: [1] }),
        row('met', '2026-02-20T00:00:00Z', { knownFrom: 2, because: [1, 2] }),
      ],
    );
    expect(await fixture.rows({ knownAt: 2, validAt: '2026-03-06T00:00:00Z' })).toEqual([
      {
        position: 1,
        changedAt: '2026-03-01T00:00:00.000Z',
        cause: 'new-fact',
        company: 'acme',
        subject: PAINTER,
        system: 'painter',
        obligation: 'label',
        title: { en: 'label', zh: 'label' },
        before: 'not-applicable',
        after: 'pending',
        dueOn: '2026-04-01',
        event: {
          position: 1,
          type: 'system.launched',
          time: '2026-01-01T00:00:00+08:00',
          recordedtime: '2026-03-01T00:00:00.000Z',
        },
        because: [expect.objectContaining({ position: 1 })],
      },
      expect.objectContaining({
        position: 2,
        changedAt: '2026-03-05T00:00:00.000Z',
        before: 'pending',
        after: 'met',
        because: [
          expect.objectContaining({ position: 1 }),
          expect.objectContaining({ position: 2 }),
        ],
      }),
    ]);
  });

  it('is none where an event changes the past or the future only, or but the day', async () => {
    await fixture.tell(
      [news('2026-03-01T00:00:00Z'), news('2026-03-05T00:00:00Z')],
      [
        row('pending', '2026-02-01', { knownFrom: 1, knownTo: 2, dueOn: '2026-04-01' }),
        row('breached', '2026-02-01', { to: '2026-02-10', knownFrom: 2 }),
        row('pending', '2026-02-10', { to: '2026-06-01', knownFrom: 2, dueOn: '2026-04-02' }),
        row('met', '2026-06-01', { knownFrom: 2 }),
      ],
    );
    expect(await short(2, '2026-03-06T00:00:00Z')).toEqual([
      '1 2026-03-01 new-fact label: not-applicable -> pending',
    ]);
  });

  it.each([
    ['measure.adopted', PAINTER, 'new-fact'],
    ['enforcement.opened', 'companies/acme', 'new-fact'],
    ['event.corrected', PAINTER, 'correction'],
    ['event.retracted', 'instruments/cn', 'correction'],
    ['obligation.amended', 'instruments/cn', 'rule-change'],
    ['instrument.suspended', 'instruments/cn', 'rule-change'],
    ['calendar.published', 'calendars/cn', 'calendar-change'],
  ])('by %s on %s has the cause %s', async (type, subject, cause) => {
    await fixture.tell(
      [news('2026-03-01T00:00:00Z', type, subject)],
      [row('met', '2026-02-01', { knownFrom: 1 })],
    );
    const all = ['new-fact', 'correction', 'rule-change', 'calendar-change', 'time-passed'];
    for (const wanted of all) {
      const found = await short(1, '2026-03-02T00:00:00Z', { cause: wanted });
      expect(found).toHaveLength(wanted === cause ? 1 : 0);
    }
  });

  it('is one to not-applicable where nothing is left of the duty', async () => {
    await fixture.tell(
      [news('2026-03-01T00:00:00Z'), news('2026-03-05T00:00:00Z', 'event.retracted')],
      [row('met', '2026-02-01', { knownFrom: 1, knownTo: 2 })],
    );
    expect(await short(2, '2026-03-06T00:00:00Z')).toEqual([
      '1 2026-03-01 new-fact label: not-applicable -> met',
      '2 2026-03-05 correction label: met -> not-applicable',
    ]);
  });
});

describe('What time alone changed', () => {
  const SEGMENTS = (knownFrom: number, knownTo?: number) => {
    const known = knownTo === undefined ? { knownFrom } : { knownFrom, knownTo };
    return [
      row('pending', '2026-03-02', { ...known, to: '2026-03-10' }),
      row('unevidenced', '2026-03-10', { ...known, to: '2026-03-20' }),
    ];
  };

  it('is told as soon as it is reached, at the position that was the head then', async () => {
    await fixture.tell(
      [news('2026-03-01T00:00:00Z'), news('2026-03-05T00:00:00Z', 'claim.published')],
      SEGMENTS(1),
    );
    const all = [
      '1 2026-03-02 time-passed label: not-applicable -> pending',
      '2 2026-03-10 time-passed label: pending -> unevidenced',
      '2 2026-03-20 time-passed label: unevidenced -> not-applicable',
    ];
    expect(await short(2, '2026-03-01T23:59:59.999Z')).toEqual([]);
    expect(await short(2, '2026-03-02T00:00:00Z')).toEqual(all.slice(0, 1));
    expect(await short(2, '2026-03-19T00:00:00Z')).toEqual(all.slice(0, 2));
    expect(await short(2, '2026-04-01T00:00:00Z')).toEqual(all);
    expect(await short(2, '2026-04-01T00:00:00Z', { cause: 'time-passed' })).toEqual(all);
  });

  it('is what was known then, whatever was learnt later', async () => {
    await fixture.tell(
      [news('2026-03-01T00:00:00Z'), news('2026-03-12T00:00:00Z', 'event.corrected')],
      [...SEGMENTS(1, 2), row('met', '2026-03-03', { knownFrom: 2 })],
    );
    expect(await short(2, '2026-04-01T00:00:00Z')).toEqual([
      '1 2026-03-02 time-passed label: not-applicable -> pending',
      '1 2026-03-10 time-passed label: pending -> unevidenced',
      '2 2026-03-12 correction label: unevidenced -> met',
    ]);
    // As known at 1, the correction never came.
    expect((await short(1, '2026-04-01T00:00:00Z')).at(-1)).toBe(
      '1 2026-03-20 time-passed label: unevidenced -> not-applicable',
    );
  });

  it('at the moment of an event comes before it', async () => {
    await fixture.tell(
      [news('2026-03-01T00:00:00Z'), news('2026-03-10T00:00:00Z')],
      [...SEGMENTS(1, 2), row('met', '2026-03-03', { knownFrom: 2 })],
    );
    expect((await short(2, '2026-04-01T00:00:00Z')).slice(1)).toEqual([
      '1 2026-03-10 time-passed label: pending -> unevidenced',
      '2 2026-03-10 new-fact label: unevidenced -> met',
    ]);
  });

  it('is none before anything was recorded', async () => {
    await fixture.tell([news('2026-03-15T00:00:00Z')], SEGMENTS(1));
    expect(await short(1, '2026-03-16T00:00:00Z')).toEqual([
      '1 2026-03-15 new-fact label: not-applicable -> unevidenced',
    ]);
    expect(await short(1, '2026-03-14T00:00:00Z')).toEqual([]);
    await fixture.tell([], []);
    expect(await short(0, '2026-03-16T00:00:00Z')).toEqual([]);
  });
});

describe('What is new since the last visit', () => {
  beforeAll(() =>
    fixture.tell(
      [news('2026-03-01T00:00:00Z'), news('2026-03-05T00:00:00Z'), news('2026-03-15T00:00:00Z')],
      [
        row('pending', '2026-02-01', { to: '2026-03-07', knownFrom: 2 }),
        row('unevidenced', '2026-03-07', { to: '2026-03-12', knownFrom: 2 }),
        row('met', '2026-03-12', { knownFrom: 2, knownTo: 3 }),
        row('breached', '2026-03-12', { knownFrom: 3 }),
        row('met', '2026-03-01', { company: 'bolt', subject: 'systems/x', knownFrom: 3 }),
      ],
    ),
  );
  const changes = [
    '2 2026-03-05 new-fact label: not-applicable -> pending',
    '2 2026-03-07 time-passed label: pending -> unevidenced',
    '2 2026-03-12 time-passed label: unevidenced -> met',
    '3 2026-03-15 new-fact label: met -> breached',
    '3 2026-03-15 new-fact label: not-applicable -> met',
  ];
  const LATER = '2026-04-01T00:00:00Z';

  it.each([
    [{}, changes],
    [{ position: 1 }, changes],
    [{ position: 2 }, changes.slice(1)],
    [{ position: 2, since: '2026-03-07T00:00:00Z' }, changes.slice(2)],
    [{ position: 2, since: '2026-03-13T00:00:00Z' }, changes.slice(3)],
    [{ position: 2, since: '2026-01-01T00:00:00Z' }, changes.slice(1)],
    [{ position: 3 }, []],
    [{ position: 9 }, []],
    [{ company: 'bolt' }, changes.slice(4)],
    [{ company: 'nobody' }, []],
  ])('for %j is what came after it', async (selection, expected) => {
    expect(await short(3, LATER, selection)).toEqual(expected);
  });
});

describe('A long time in which nothing changed', () => {
  it('is passed over in pages that are cut short, and nothing after it is lost', async () => {
    const hours = Array.from({ length: 150 }, (_, index) =>
      news(new Date(Date.UTC(2026, 0, 1, index)).toISOString()),
    );
    await fixture.tell(hours, [row('met', '2025-01-01', { knownFrom: 140 })]);
    const windows = { windowPositionsFirst: 1, windowPositionsMax: 1 };
    const narrow = new StatusChanges(fixture.pool, fixture.ledger, windows);
    const asOf = { knownAt: 150, validAt: '2026-02-01T00:00:00Z' };
    const first = await narrow.page(asOf, { limit: 10 });
    expect([first.rows.length, first.next?.position]).toEqual([0, 40]);
    const all: number[] = [];
    for await (const { position } of narrow.stream(asOf, {})) all.push(position);
    expect(all).toEqual([140]);
  });
});
