import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REGISTERS } from '#libs/compliance';
import { naiveRows } from './naive-registers.js';
import { RegistersFixture } from './registers-fixture.js';
import type { Told } from './registers-fixture.js';
import { amending, amendments, HOURS, instant, worlds } from './world.js';

const LENGTH = 30;
const RUNS = 15;
const hours = fc.array(fc.nat(HOURS + 2_000), { minLength: 4, maxLength: 4 });
const batchSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
const order = fc.infiniteStream(fc.nat());

describe('the registers, whatever happens', () => {
  let fixture: RegistersFixture;
  let runs = 0;

  beforeAll(async () => {
    fixture = await RegistersFixture.open();
  });

  afterAll(() => fixture.close());

  const nextRun = async (): Promise<string> => {
    await fixture.forget();
    runs += 1;
    return `run${runs}`;
  };

  it('give the same answers in whatever order events of different times are recorded', async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds(LENGTH),
        amendments(4, LENGTH),
        order,
        batchSizes,
        hours,
        async (world, changes, random, sizes, moments) => {
          const answers = async (arrange: (events: readonly Told[]) => readonly Told[]) => {
            const run = await nextRun();
            const events = world(run);
            const late = changes.map((change) => amending(events, change));
            const knownAt = await fixture.tell([...arrange(events), ...late], sizes);
            const told: (readonly string[])[] = [];
            for (const hour of moments) {
              const rows = await fixture.allRows({ validAt: instant(hour), knownAt });
              told.push(rows.map((row) => withoutEvents(row.replaceAll(`${run}-`, 'run-'))).sort());
            }
            return told;
          };
          const shuffled = await answers((events) => shuffle(events, random));
          expect(shuffled).toEqual(await answers((events) => events));
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('answer as before once an event is recorded and taken back', async () => {
    await fc.assert(
      fc.asyncProperty(worlds(LENGTH), fc.nat(LENGTH - 1), hours, async (world, last, moments) => {
        const events = world(await nextRun());
        const late = events.at(-1 - last);
        if (late === undefined) return;
        const before = await fixture.tell(events.filter((event) => event !== late));
        await fixture.tell([late]);
        const after = await fixture.tell([
          amending(events, { target: events.indexOf(late), kind: 'retraction', hour: 0 }),
        ]);
        for (const hour of moments) {
          const validAt = instant(hour);
          const all = async (knownAt: number) => fixture.allRows({ validAt, knownAt });
          expect(await all(after)).toEqual(await all(before));
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('hold at any two times what a fold from the first event on gives', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        worlds(LENGTH),
        amendments(12, LENGTH),
        order,
        batchSizes,
        fc.array(fc.tuple(fc.nat(HOURS + 2_000), fc.nat(LENGTH + 20)), {
          minLength: 6,
          maxLength: 6,
        }),
        async (world, changes, random, sizes, points) => {
          const run = await nextRun();
          const start = (await fixture.ledger.head()).position;
          const events = world(run);
          const told = interleave(
            shuffle(events, random),
            changes.map((change) => amending(events, change)),
          );
          await fixture.tell(told, sizes);
          const subjects = [...new Set(told.map(({ subject }) => subject))];
          const histories = await fixture.ledger.histories(subjects);
          for (const [hour, later] of points) {
            const knownAt = Math.min(start + later, start + told.length);
            const asOf = { validAt: instant(hour), knownAt };
            const rows = await fixture.allRows(asOf);
            for (const row of rows) seen.add(row.slice(0, row.indexOf(' ')));
            expect(rows).toEqual(naiveRows(histories, asOf));
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...seen].sort()).toEqual(REGISTERS.map(({ name }) => name).sort());
  });
});

/** Positions and record times differ between two orders of recording; what they say must not. */
function withoutEvents(row: string): string {
  return row.replace(/"because":\[[^\]]*\]/g, '"because":[]');
}

function shuffle(events: readonly Told[], random: fc.Stream<number>): readonly Told[] {
  const keys = [...random.take(events.length)];
  return events
    .map((event, index) => ({ event, key: keys[index] ?? 0 }))
    .sort((one, other) => one.key - other.key)
    .map(({ event }) => event);
}

/** Puts each amendment at some place after what it amends. */
function interleave(events: readonly Told[], changes: readonly Told[]): readonly Told[] {
  const told = [...events];
  for (const [index, change] of changes.entries()) {
    const { event } = change.data as { event: { id: string } };
    const target = told.findIndex(({ id }) => id === event.id);
    told.splice(target + 1 + ((index * 7) % (told.length - target)), 0, change);
  }
  return told;
}
