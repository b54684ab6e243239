import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { KnownEvent, LedgerEvent } from '../catalogue/known-event.js';
import { correction, recorded, retraction } from '../testing/story.js';
import type { Told } from '../testing/story.js';
import { knownSet } from './known-set.js';

const SUBJECT = 'systems/s';
const FACT: Told = {
  type: 'feature.launched',
  subject: SUBJECT,
  id: 'a',
  time: '2026-02-09T00:00:00+08:00',
  data: { feature: 'x', capabilities: [] },
};

function known(...story: readonly Told[]) {
  return knownSet(recorded(...story)).map(({ time, data, because }) => ({
    time,
    data,
    because: because.map(({ position }) => position),
  }));
}

describe('the known set', () => {
  it('has every event as recorded while nothing speaks about it', () => {
    expect(known(FACT)).toEqual([{ time: FACT.time, data: FACT.data, because: [1] }]);
  });

  it('lacks what was retracted', () => {
    expect(known(FACT, retraction('a', SUBJECT))).toEqual([]);
  });

  it('has it again where the retraction was retracted', () => {
    const story = [FACT, retraction('a', SUBJECT, 'r'), retraction('r', SUBJECT)];
    expect(known(...story)).toEqual([{ time: FACT.time, data: FACT.data, because: [1] }]);
  });

  it('has the time that a correction gives and keeps the data', () => {
    const time = '2026-02-08T00:00:00+08:00';
    expect(known(FACT, correction('a', SUBJECT, { time }))).toEqual([
      { time, data: FACT.data, because: [1, 2] },
    ]);
  });

  it('has the data that a correction gives, as a whole, and keeps the time', () => {
    const data = { feature: 'y', capabilities: ['search'] };
    expect(
      known({ ...FACT, data: { ...FACT.data, note: 'n' } }, correction('a', SUBJECT, { data })),
    ).toEqual([{ time: FACT.time, data, because: [1, 2] }]);
  });

  it('applies live corrections in the order of their positions', () => {
    const first = { time: '2026-01-01T00:00:00Z', data: { feature: 'y', capabilities: [] } };
    const second = { time: '2026-01-02T00:00:00Z' };
    const story = [
      FACT,
      correction('a', SUBJECT, first, 'c1'),
      correction('a', SUBJECT, second, 'c2'),
    ];
    expect(known(...story)).toEqual([{ time: second.time, data: first.data, because: [1, 2, 3] }]);
    expect(known(...story, retraction('c1', SUBJECT))).toEqual([
      { time: second.time, data: FACT.data, because: [1, 3] },
    ]);
    expect(known(...story, retraction('c2', SUBJECT))).toEqual([{ ...first, because: [1, 2] }]);
  });

  it('reads a correction as it was itself corrected', () => {
    const wrong = correction('a', SUBJECT, { time: '2026-01-01T00:00:00Z' }, 'c');
    const time = '2026-01-03T00:00:00Z';
    const right = correction('c', SUBJECT, { data: { ...wrong.data, time } }, 'cc');
    expect(known(FACT, wrong, right)).toEqual([{ time, data: FACT.data, because: [1, 2, 3] }]);
    expect(known(FACT, wrong, right, retraction('cc', SUBJECT))).toEqual([
      { time: '2026-01-01T00:00:00Z', data: FACT.data, because: [1, 2] },
    ]);
    expect(known(FACT, wrong, right, retraction('c', SUBJECT))).toEqual([
      { time: FACT.time, data: FACT.data, because: [1] },
    ]);
  });

  it('is what was known at a position, whatever came later', () => {
    const story = recorded(FACT, retraction('a', SUBJECT, 'r'), retraction('r', SUBJECT));
    expect([0, 1, 2, 3].map((upTo) => knownSet(story, upTo).length)).toEqual([0, 1, 0, 1]);
  });

  it('is ordered by instant and then by the position of the original', () => {
    const told = (id: string, time: string): Told => ({ ...FACT, id, time });
    const story = [
      told('late', '2026-02-09T00:00:00Z'),
      told('early', '2026-02-09T07:59:59+08:00'),
      told('same', '2026-02-09T08:00:00+08:00'),
      told('moved', '2026-05-01T00:00:00Z'),
      correction('moved', SUBJECT, { time: '2026-02-09T00:00:00Z' }),
      correction('late', SUBJECT, { data: { feature: 'z', capabilities: [] } }),
    ];
    const ids = knownSet(recorded(...story)).map(({ id }) => id);
    expect(ids).toEqual(['early', 'late', 'same', 'moved']);
  });

  it('has data in the current version, corrections of older data included', () => {
    const story = recorded(
      {
        type: 'measure.adopted',
        subject: SUBJECT,
        id: 'm',
        version: 1,
        data: { measure: 'label.explicit', medium: 'video' },
      },
      correction('m', SUBJECT, { data: { measure: 'label.implicit', medium: 'audio' } }),
    );
    expect(knownSet(story, 1)).toMatchObject([{ data: { media: ['video'] } }]);
    expect(knownSet(story)).toMatchObject([
      { data: { measure: 'label.implicit', media: ['audio'] } },
    ]);
  });

  it('reads a correction in the schema that it names', () => {
    const story = recorded(
      {
        type: 'measure.adopted',
        subject: SUBJECT,
        id: 'm',
        version: 1,
        data: { measure: 'label.explicit', medium: 'video' },
      },
      correction('m', SUBJECT, {
        data: { measure: 'label.explicit', media: ['video', 'audio'] },
        dataschema: 'urn:edict:event:measure.adopted:2',
      }),
    );
    expect(knownSet(story)).toMatchObject([{ data: { media: ['video', 'audio'] } }]);
  });

  it('keeps sources apart that use the same id', () => {
    const other = { ...recorded(FACT)[0], source: 'urn:other', position: 9 };
    const story = [...recorded(FACT, retraction('a', SUBJECT)), other].filter(isWhole);
    expect(knownSet(story).map(({ source }) => source)).toEqual(['urn:other']);
  });
});

describe('laws of the known set', () => {
  it('agrees with a reading that follows the definition word by word', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(12), (ledger, upTo) => {
        expect(knownSet(ledger, upTo)).toEqual(naiveKnownSet(ledger, upTo));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order in which events are handed over', () => {
    fc.assert(
      fc.property(ledgers, fc.infiniteStream(fc.nat()), (ledger, keys) => {
        const shuffled = ledger
          .map((event) => ({ event, key: keys.next().value ?? 0 }))
          .sort((one, other) => one.key - other.key)
          .map(({ event }) => event);
        expect(knownSet(shuffled)).toEqual(knownSet(ledger));
      }),
    );
  });

  it('of a position is the known set of the ledger cut off there', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(12), (ledger, upTo) => {
        const cut = ledger.filter(({ position }) => position <= upTo);
        expect(knownSet(ledger, upTo)).toEqual(knownSet(cut));
      }),
    );
  });

  it('of some streams is that of the ledger restricted to them', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const own = ledger.filter(({ subject }) => subject === SUBJECT);
        const restricted = knownSet(ledger).filter(({ subject }) => subject === SUBJECT);
        expect(knownSet(own)).toEqual(restricted);
      }),
    );
  });

  it('comes back unchanged when a retraction is taken back', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(), (ledger, pick) => {
        const target = ledger[pick % ledger.length];
        fc.pre(target !== undefined);
        const position = ledger.length + 1;
        const takenBack = amendment('event.retracted', position, target, {});
        const restored = amendment('event.retracted', position + 1, takenBack, {});
        expect(knownSet([...ledger, takenBack, restored])).toEqual(knownSet(ledger));
      }),
    );
  });
});

/** Small ledgers of facts, and of corrections and retractions about anything before them. */
const steps = fc.record({
  kind: fc.constantFrom('fact', 'fact', 'time', 'data', 'both', 'retraction', 'retraction'),
  about: fc.nat(),
  hour: fc.integer({ min: 0, max: 5 }),
  stream: fc.constantFrom(SUBJECT, 'systems/t'),
});
const ledgers: fc.Arbitrary<readonly LedgerEvent[]> = fc
  .array(steps, { minLength: 1, maxLength: 12 })
  .map((told) =>
    told.reduce<readonly LedgerEvent[]>((ledger, { kind, about, hour, stream }, index) => {
      const target = ledger[about % Math.max(ledger.length, 1)];
      const time = `2026-02-09T0${hour}:00:00Z`;
      if (kind === 'fact' || target === undefined) {
        return [...ledger, fact(index + 1, stream, time)];
      }
      if (kind === 'retraction') {
        return [...ledger, amendment('event.retracted', index + 1, target, {})];
      }
      const data = dataFor(target, index);
      const changes = {
        ...(kind === 'data' ? {} : { time }),
        ...(kind === 'time' ? {} : { data }),
      };
      return [...ledger, amendment('event.corrected', index + 1, target, changes)];
    }, []),
  );

function fact(position: number, subject: string, time: string): LedgerEvent {
  const [event] = recorded({ type: 'feature.launched', subject, time, id: `e${position}` });
  if (event === undefined) throw new Error('unreachable');
  return { ...event, position, data: { feature: `f${position}`, capabilities: [] } };
}

function amendment(
  type: string,
  position: number,
  { source, id, subject }: LedgerEvent,
  changes: object,
): LedgerEvent {
  const data = { event: { source, id }, reason: 'r', ...changes };
  return { ...fact(position, subject, '2026-03-01T00:00:00Z'), type, data };
}

/** Data that a correction may give to its target: another correction keeps its own target. */
function dataFor(target: LedgerEvent, index: number): object {
  if ('feature' in target.data) return { feature: `g${index}`, capabilities: [] };
  const { event } = { event: undefined, ...target.data };
  return { event, reason: 'r', time: `2026-02-0${1 + (index % 8)}T12:00:00Z` };
}

/**
 * The definition again, in another way: instead of following targets, it plays amendments back to
 * front, each one settled before anything that it speaks about is looked at.
 */
function naiveKnownSet(ledger: readonly LedgerEvent[], upTo: number): readonly KnownEvent[] {
  const visible = ledger.filter(({ position }) => position <= upTo);
  const dead = new Set<string>();
  const applied = new Map<string, readonly LedgerEvent[]>();
  const settled = new Map<string, { time: string; data: object; positions: readonly number[] }>();
  for (const event of [...visible].sort((one, other) => other.position - one.position)) {
    if (dead.has(event.id)) continue;
    const corrections = (applied.get(event.id) ?? []).toSorted((a, b) => a.position - b.position);
    let { time, data } = event;
    let positions: readonly number[] = [event.position];
    for (const correctionEvent of corrections) {
      const said = settled.get(correctionEvent.id);
      const inner: { time?: string; data?: object } = said?.data ?? {};
      time = inner.time ?? time;
      data = inner.data ?? data;
      positions = [...positions, ...(said?.positions ?? [])];
    }
    settled.set(event.id, { time, data, positions: [...positions].sort((a, b) => a - b) });
    const about: { event?: { id: string } } = data;
    const target = about.event?.id;
    if (target === undefined) continue;
    if (event.type === 'event.retracted') dead.add(target);
    else applied.set(target, [...(applied.get(target) ?? []), event]);
  }
  return visible
    .filter(({ id, type }) => settled.has(id) && type === 'feature.launched')
    .map((event) => asKnown(event, settled.get(event.id), visible))
    .sort((one, other) => one.instant - other.instant || one.position - other.position);
}

function asKnown(
  { position, source, id, type, subject, recordedtime, actor, ...rest }: LedgerEvent,
  said: { time: string; data: object; positions: readonly number[] } | undefined,
  visible: readonly LedgerEvent[],
): KnownEvent {
  const { time, data, positions } = said ?? { ...rest, positions: [] };
  const because = positions
    .map((one) => visible.find((event) => event.position === one))
    .filter(isWhole)
    .map((one) => ({
      position: one.position,
      type: one.type,
      time: one.time,
      recordedtime: one.recordedtime,
    }));
  const instant = Date.parse(time);
  return { position, source, id, type, subject, time, instant, recordedtime, actor, data, because };
}

function isWhole(event: Partial<LedgerEvent> | undefined): event is LedgerEvent {
  return event?.position !== undefined;
}
