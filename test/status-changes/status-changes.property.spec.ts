import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StatusChanges } from '#libs/compliance';
import type { ChangePlace } from '#libs/compliance';
import { ChangesFixture } from './changes-fixture.js';
import {
  DUTIES,
  eventsOf,
  HOUR_MS,
  HOURS,
  instant,
  POSITIONS,
  rowsOf,
  START,
  statusAt,
  world,
} from './worlds.js';
import type { Status, World } from './worlds.js';

/** The changes as the definition says, moment by moment. */
function naive(world: World, until: number, head: number): readonly string[] {
  const changes: string[] = [];
  const tell = (position: number, hour: number, from: readonly Status[], to: readonly Status[]) => {
    for (const [index, duty] of DUTIES.entries()) {
      const [before, after] = [from[index], to[index]];
      if (before === after || hour > until) continue;
      const word = (status: Status) => status ?? 'not-applicable';
      changes.push(`${position} ${hour} ${duty.subject} ${word(before)} ${word(after)}`);
    }
  };
  const all = (hour: number, position: number) =>
    DUTIES.map((_, index) => statusAt(world, index, hour, position));
  for (let position = 1; position <= head; position += 1) {
    const recorded = world.recorded[position - 1] ?? 0;
    tell(position, recorded, all(recorded, position - 1), all(recorded, position));
    const next = position === head ? HOURS + 5 : (world.recorded[position] ?? HOURS);
    for (let hour = recorded + 1; hour <= next; hour += 1) {
      tell(position, hour, all(hour - 1, position), all(hour, position));
    }
  }
  return changes;
}

describe('the changes of statuses, whatever is learnt when', () => {
  let fixture: ChangesFixture;
  beforeAll(async () => {
    fixture = await ChangesFixture.open();
  });
  afterAll(() => fixture.close());

  const told = (one: World) => fixture.tell(eventsOf(one), rowsOf(one));

  it('are those that the definition says, at any two times, and lead to the statuses', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.integer({ min: 0, max: POSITIONS }),
        fc.integer({ min: 0, max: HOURS + 5 }),
        fc.integer({ min: 1, max: 4 }),
        async (one, head, until, limit) => {
          await told(one);
          const asOf = { knownAt: head, validAt: instant(until) };
          const rows = await fixture.rows(asOf);
          seen += rows.length;
          const short = rows.map(
            ({ position, changedAt, subject, before, after }) =>
              `${position} ${(Date.parse(changedAt) - START) / HOUR_MS} ${subject} ${before} ${after}`,
          );
          expect(short).toEqual(naive(one, until, head));
          const last = new Map(rows.map(({ subject, after }) => [subject, after]));
          // What was recorded later than the moment asked for is not in the changes until then.
          const known = one.recorded.filter((hour, index) => index < head && hour <= until).length;
          for (const [index, { subject }] of DUTIES.entries()) {
            const status = statusAt(one, index, until, known) ?? 'not-applicable';
            expect(last.get(subject) ?? 'not-applicable').toBe(status);
          }
          expect(await inPages(asOf, limit)).toEqual(rows);
          const narrow = new StatusChanges(fixture.pool, fixture.ledger, {
            windowPositionsFirst: 1,
            windowPositionsMax: limit,
          });
          expect((await narrow.page(asOf, { limit: 1_000 })).rows).toEqual(rows);
          const company = rows.filter((row) => row.company === 'acme');
          expect(await fixture.rows(asOf, { company: 'acme' })).toEqual(company);
        },
      ),
      { numRuns: 40 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  async function inPages(asOf: { knownAt: number; validAt: string }, limit: number) {
    const parts: object[] = [];
    let after: ChangePlace | undefined;
    do {
      const page = await fixture.changes.page(asOf, { limit, ...(after && { after }) });
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      parts.push(...page.rows);
      after = page.next;
    } while (after);
    return parts;
  }
});
