import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#libs/ledger/pure';
import { EventOrder } from './event-order.js';
import { Findings } from './findings.js';
import { firstDifference } from './first-difference.js';
import { GroupedRecords } from './grouped-records.js';

const NOON = '2026-02-10T12:00:00.000Z';
const event = (given: Partial<RecordedEvent>): RecordedEvent => ({
  source: 'urn:test',
  id: `event-${given.position ?? 0}`,
  type: 'x.y',
  subject: 'systems/s',
  time: NOON,
  dataschema: 'urn:edict:event:x.y:1',
  data: {},
  actor: 'tester',
  position: 1,
  sequence: 1,
  recordedtime: NOON,
  ...given,
});

async function kindsIn(events: readonly RecordedEvent[], isWholeLog: boolean) {
  const findings = new Findings();
  const order = new EventOrder(findings, isWholeLog);
  for (const one of events) await order.take(one);
  await order.end();
  await order.close();
  return findings.named.map(({ kind, position }) => `${kind} ${position ?? 0}`).sort();
}

describe('The order of events', () => {
  it('is judged as by the definition, whatever the events', async () => {
    const some = fc.array(
      fc.record({
        position: fc.integer({ min: 1, max: 12 }),
        sequence: fc.integer({ min: 1, max: 4 }),
        subject: fc.constantFrom('systems/a', 'systems/b'),
        id: fc.constantFrom('x', 'y', 'z'),
        recordedtime: fc.constantFrom(NOON, '2026-02-11T12:00:00.000Z'),
      }),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), async (given, isWholeLog) => {
        const events = given.map(event);
        expect(await kindsIn(events, isWholeLog)).toEqual(naively(events, isWholeLog));
      }),
      { numRuns: 300 },
    );
  });

  it('has no fault where each event follows on the one in front of it', async () => {
    const events = Array.from({ length: 20 }, (_, at) =>
      event({ position: at + 1, sequence: at + 1 }),
    );
    expect(await kindsIn(events, true)).toEqual([]);
    expect(await kindsIn(events.slice(1), true)).not.toEqual([]);
  });
});

function naively(events: readonly RecordedEvent[], isWholeLog: boolean): readonly string[] {
  return events
    .flatMap(({ position, sequence, subject, id, recordedtime }, at) => {
      const before = events.slice(0, at);
      const last = before.at(-1);
      const isNext = isWholeLog
        ? position === (last?.position ?? 0) + 1
        : position > (last?.position ?? 0);
      const lastOfStream = before.findLast((one) => one.subject === subject)?.sequence ?? 0;
      return [
        ...(isNext ? [] : [`order ${position}`]),
        ...(recordedtime < (last?.recordedtime ?? '') ? [`order ${position}`] : []),
        ...(sequence === lastOfStream + 1 ? [] : [`order ${position}`]),
        ...(before.some((one) => one.id === id) ? [`duplicate ${position}`] : []),
      ];
    })
    .sort();
}

describe('Grouped records', () => {
  let records: GroupedRecords | undefined;
  afterEach(() => records?.close());

  it('come back in their order, though most of them had to be put into files', async () => {
    records = new GroupedRecords(5);
    const count = 40_000;
    for (let number = 0; number < count; number += 1) {
      const record = Buffer.alloc(5, number % 3);
      record.writeUInt32BE(number, 1);
      await records.add(record);
    }
    const groups: number[][] = [];
    for await (const group of records.read()) {
      if (group.length > 0) groups.push(group.map((record) => record.readUInt32BE(1)));
    }
    const all = Array.from({ length: count }, (_, number) => number);
    expect(groups).toEqual([0, 1, 2].map((rest) => all.filter((number) => number % 3 === rest)));
  });

  it('have one length', async () => {
    records = new GroupedRecords(5);
    await expect(records.add(Buffer.alloc(4))).rejects.toThrow(RangeError);
  });
});

describe('The first difference', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '\n', '法'), { maxLength: 12 });

  it('is in the line where bytes begin to differ, however both are divided', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, fc.integer({ min: 1, max: 5 }), async (one, other, size) => {
        const bytes = Buffer.from(one.join(''));
        async function* chunks(): AsyncGenerator<Buffer> {
          for (let at = 0; at < bytes.length; at += size) {
            yield await Promise.resolve(bytes.subarray(at, at + size));
          }
        }
        expect(await firstDifference(chunks(), other)).toBe(naiveDifference(bytes, other.join('')));
      }),
      { numRuns: 500 },
    );
  });
});

function naiveDifference(bytes: Buffer, text: string): number | undefined {
  const expected = Buffer.from(text);
  if (bytes.equals(expected)) return undefined;
  const length = Math.max(bytes.length, expected.length);
  const at = Array.from({ length }, (_, index) => index).find((i) => bytes[i] !== expected[i]);
  return bytes.subarray(0, at).toString('latin1').split('\n').length;
}
