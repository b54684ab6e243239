import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StatusChanges } from '#libs/compliance';
import type { ChangePlace } from '#libs/compliance';
import type { StandingRow } from '../statuses/standing-rows.js';
import { ChangesFixture } from './changes-fixture.js';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const HOURS = 60;
const POSITIONS = 6;
const STATUSES = [undefined, 'met', 'pending', 'unevidenced', 'unknown'] as const;
const DUTIES = [
  { company: 'acme', subject: 'companies/acme', obligation: 'report' },
  { company: 'acme', subject: 'systems/painter', obligation: 'label' },
  { company: 'bolt', subject: 'systems/talker', obligation: 'label' },
] as const;

type Status = (typeof STATUSES)[number];
/** What a duty is from each of some hours on; before the first it does not apply. */
type Course = readonly { readonly hour: number; readonly status: Status }[];

const course: fc.Arbitrary<Course> = fc
  .uniqueArray(fc.nat(HOURS), { minLength: 2, maxLength: 6 })
  .chain((hours) =>
    fc
      .array(fc.constantFrom(...STATUSES), { minLength: hours.length, maxLength: hours.length })
      .map((statuses) =>
        [...hours]
          .sort((one, other) => one - other)
          .map((hour, index) => ({ hour, status: statuses[index] })),
      ),
  );
/** For each duty its course as known at each position; nothing: the same as before. */
const world = fc.record({
  // Several events may be recorded in the same moment.
  recorded: fc
    .array(fc.nat(HOURS), { minLength: POSITIONS, maxLength: POSITIONS })
    .map((hours) => [...hours].sort((one, other) => one - other)),
  learnt: fc.array(
    fc.array(fc.option(course, { nil: undefined, freq: 2 }), {
      minLength: POSITIONS,
      maxLength: POSITIONS,
    }),
    { minLength: DUTIES.length, maxLength: DUTIES.length },
  ),
});
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

const instant = (hour: number) => new Date(START + hour * HOUR_MS).toISOString();

function courseAt({ learnt }: World, duty: number, position: number): Course {
  return learnt[duty]?.slice(0, position).findLast((one) => one !== undefined) ?? [];
}

function statusAt(world: World, duty: number, hour: number, position: number): Status {
  return courseAt(world, duty, position).findLast((step) => step.hour <= hour)?.status;
}

/** The table as the projection would have it: what did not change stays the same row. */
function rowsOf(world: World): readonly StandingRow[] {
  return DUTIES.flatMap((duty, index) => {
    const rows = new Map<string, StandingRow>();
    const done: StandingRow[] = [];
    for (let position = 1; position <= POSITIONS; position += 1) {
      const now = segmentsOf(courseAt(world, index, position));
      for (const [key, row] of rows) {
        if (now.some((segment) => keyOf(segment) === key)) continue;
        done.push({ ...row, knownTo: position });
        rows.delete(key);
      }
      for (const segment of now) {
        const key = keyOf(segment);
        if (!rows.has(key)) rows.set(key, { ...duty, ...segment, knownFrom: position });
      }
    }
    return [...done, ...rows.values()];
  });
}

const keyOf = (segment: { status: string; from: string; to?: string }) =>
  `${segment.status} ${segment.from} ${segment.to ?? ''}`;

function segmentsOf(steps: Course) {
  return steps.flatMap(({ hour, status }, index) => {
    const next = steps[index + 1];
    if (status === undefined) return [];
    return [{ status, from: instant(hour), ...(next && { to: instant(next.hour) }) }];
  });
}

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

  const told = async (one: World) =>
    fixture.tell(
      one.recorded.map((hour) => ({
        type: 'claim.published',
        subject: 'systems/painter',
        recordedAt: instant(hour),
      })),
      rowsOf(one),
    );

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
