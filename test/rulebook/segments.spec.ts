import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkRule,
  evaluate,
  ruleVersions,
  type Segment,
  type SubjectHistory,
} from '#libs/rulebook';
import { CALENDARS } from './china.js';
import { Naive, type Answer, type RuleOnRecord } from './naive.js';
import { histories, instants, moments, OBLIGATION, rulesOnRecord } from './random.js';

function segmentsOf(history: SubjectHistory, record: RuleOnRecord): readonly Segment[] {
  const { id, timeZone, outOfForce, events } = record;
  const obligation = { id, timeZone, outOfForce, versions: ruleVersions(events) };
  const [timeline] = evaluate(history, [obligation], CALENDARS);
  return (
    timeline?.segments ?? [{ from: -Infinity, to: Infinity, status: 'not-applicable', because: [] }]
  );
}

function at(segments: readonly Segment[], t: number): Answer {
  const segment = segments.find(({ from, to }) => from <= t && t < to);
  if (segment === undefined) throw new Error(`Nothing is said at ${t}.`);
  const { status, dueAt, dueOn, provisional = false, missing = [] } = segment;
  return { status, dueAt, dueOn, provisional, missing };
}

describe('the segments of random histories under random rules', () => {
  it('agree with the pointwise reading of the definition', () => {
    fc.assert(
      fc.property(
        histories,
        rulesOnRecord,
        fc.array(moments, { minLength: 4, maxLength: 12 }),
        (history, record, points) => {
          const segments = segmentsOf(history, record);
          const naive = new Naive(history, record, CALENDARS);
          const edges = segments.map(({ from }) => from).filter(Number.isFinite);
          for (const t of [...points, ...edges, ...edges.map((edge) => edge - 1)]) {
            expect({ t, ...at(segments, t) }).toEqual({ t, ...naive.at(t) });
          }
        },
      ),
      { numRuns: Number(process.env['RULEBOOK_RUNS'] ?? 1_000) },
    );
  });

  it('partition time without gap or overlap, and no two neighbours say the same', () => {
    fc.assert(
      fc.property(histories, rulesOnRecord, (history, record) => {
        const segments = segmentsOf(history, record);
        expect(segments[0]?.from).toBe(-Infinity);
        expect(segments.at(-1)?.to).toBe(Infinity);
        for (const [index, segment] of segments.entries()) {
          expect(segment.from).toBeLessThan(segment.to);
          const next = segments[index + 1];
          if (next === undefined) continue;
          expect(next.from).toBe(segment.to);
          expect({ ...segment, to: next.to }).not.toEqual({ ...next, from: segment.from });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the order in which events are given', () => {
    fc.assert(
      fc.property(histories, rulesOnRecord, (history, record) => {
        const turned = { ...history, events: history.events.toReversed() };
        const turnedRecord = { ...record, events: record.events.toReversed() };
        expect(segmentsOf(turned, turnedRecord)).toEqual(segmentsOf(history, record));
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the order of recording of events of different valid times', () => {
    fc.assert(
      fc.property(histories, rulesOnRecord, (history, record) => {
        const times = new Set(history.events.map(({ instant }) => instant));
        fc.pre(times.size === history.events.length);
        const last = history.events.length + 1;
        const recordedBackwards = {
          ...history,
          events: history.events.map((event) => ({ ...event, position: last - event.position })),
        };
        expect(segmentsOf(recordedBackwards, record)).toEqual(segmentsOf(history, record));
      }),
      { numRuns: 300 },
    );
  });

  it('are as before once an event that was recorded is retracted', () => {
    fc.assert(
      fc.property(histories, rulesOnRecord, instants, (history, record, instant) => {
        const before = segmentsOf(history, record);
        const extra = {
          type: 'filing.made',
          subject: 'systems/s',
          instant,
          position: 99,
          data: {},
          because: [99],
        };
        const recorded = { ...history, events: [...history.events, extra] };
        segmentsOf(recorded, record);
        const retracted = {
          ...recorded,
          events: recorded.events.filter(({ position }) => position !== 99),
        };
        expect(segmentsOf(retracted, record)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('never call a provisional due date past due', () => {
    fc.assert(
      fc.property(histories, rulesOnRecord, (history, record) => {
        for (const { status, provisional } of segmentsOf(history, record)) {
          if (provisional) expect(['pending', 'met']).toContain(status);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('come from rules that the structural check accepts', () => {
    fc.assert(
      fc.property(rulesOnRecord, ({ id, events }) => {
        expect(id).toBe(OBLIGATION);
        for (const event of events) {
          if (event.change === 'defined') expect(checkRule(event.fields)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
