import fc from 'fast-check';
import type { StandingRow } from '../statuses/standing-rows.js';
import type { RecordedAt } from './changes-fixture.js';

export const HOUR_MS = 3_600_000;
export const START = Date.parse('2026-01-01T00:00:00Z');
export const HOURS = 60;
export const POSITIONS = 6;
const STATUSES = [undefined, 'met', 'pending', 'unevidenced', 'unknown'] as const;
export const DUTIES = [
  { company: 'acme', subject: 'companies/acme', obligation: 'report' },
  { company: 'acme', subject: 'systems/painter', obligation: 'label' },
  { company: 'bolt', subject: 'systems/talker', obligation: 'label' },
] as const;

export type Status = (typeof STATUSES)[number];
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
export const world = fc.record({
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
export type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;

export const instant = (hour: number) => new Date(START + hour * HOUR_MS).toISOString();

function courseAt({ learnt }: World, duty: number, position: number): Course {
  return learnt[duty]?.slice(0, position).findLast((one) => one !== undefined) ?? [];
}

export function statusAt(world: World, duty: number, hour: number, position: number): Status {
  return courseAt(world, duty, position).findLast((step) => step.hour <= hour)?.status;
}

/** The table as the projection would have it: what did not change stays the same row. */
export function rowsOf(world: World): readonly StandingRow[] {
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

/** Each is recorded at its hour, and concerns the same stream. */
export function eventsOf({ recorded }: World): readonly RecordedAt[] {
  return recorded.map((hour) => ({
    type: 'claim.published',
    subject: 'systems/painter',
    recordedAt: instant(hour),
  }));
}
