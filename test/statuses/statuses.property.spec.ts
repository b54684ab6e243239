import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#libs/ledger';
import { naiveStatuses } from './naive-statuses.js';
import { statusWorlds, subjectsOf } from './status-world.js';
import { StatusesFixture } from './statuses-fixture.js';

const LENGTH = 40;
const RUNS = 8;
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
/** As much as usual, or hardly anything: subjects are taken one by one, and no stream is kept. */
const memory = fc.option(fc.constantFrom({}, { eventsTogether: 9, cachedBytesMax: 8_192 }), {
  freq: 2,
});

describe('the statuses, whatever happens', () => {
  let fixture: StatusesFixture;
  let runs = 0;

  beforeAll(async () => {
    fixture = await StatusesFixture.open();
  });

  afterAll(() => fixture.close());

  const all = async (): Promise<readonly RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for await (const event of fixture.ledger.stream({})) events.push(event);
    return events;
  };

  it('are at every position those of an evaluation from the first event on', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(statusWorlds(LENGTH), sizes, memory, async (world, cuts, held) => {
        runs += 1;
        const run = `r${runs}-`;
        const subjects = subjectsOf(run);
        const before = (await fixture.ledger.head()).position;
        const events = world(run);
        const last = await fixture.record(events);
        if (held !== null) fixture.restart(held);
        await fixture.project(cuts);
        const ledger = (await all()).filter(({ subject }) => isOf(run, subject));
        for (let position = before + 1; position <= last; position += 1) {
          const rows = await fixture.rows(position, subjects, run);
          for (const row of rows) seen.add(row.split(' ')[3] ?? '');
          expect(rows).toEqual(naiveStatuses(ledger, position, subjects));
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect([...seen].sort()).toEqual(
      ['breached', 'met', 'pending', 'unevidenced', 'unknown', 'waived'].sort(),
    );
  });
});

/** The calendar is everybody's. */
function isOf(run: string, subject: string): boolean {
  return subject === 'calendars/cn' || subject.split('/')[1]?.startsWith(run) === true;
}
