import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { CsvProfile } from '../csv/cell.js';
import { difference } from './difference.js';
import { profiled } from './profiled.js';
import { cellsOf, recordOf } from './record.js';
import { recordsOfRows } from './records-of-rows.js';

const UNSAFE = [
  '=1+1',
  '@SUM(A1)',
  '-2+3',
  '\t=1',
  '007',
  '110108413760701250055',
  '＝1',
  'é',
  '🎬',
];
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '中', ' ', '=', '0'), maxLength: 8 }),
  fc.constantFrom(...UNSAFE),
);
const HEADERS = ['key', 'one', 'two'];
const rows = fc.uniqueArray(
  fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), cell, cell),
  { maxLength: 12, selector: ([key]) => key },
);
const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

/** The bytes in parts of these lengths, again and again. */
async function* inParts(bytes: Buffer, lengths: readonly number[]) {
  await Promise.resolve();
  for (let at = 0, part = 0; at < bytes.length; part += 1) {
    const length = lengths[part % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

const written = (some: readonly (readonly string[])[]) =>
  Buffer.from(some.map((cells) => `${recordOf(cells)}\n`).join(''));
const read = (csv: Buffer): readonly (readonly string[])[] =>
  parse(csv, { bom: true, record_delimiter: ['\r\n', '\n'], relax_column_count: true });
const byKey = (some: readonly (readonly string[])[]) =>
  some.toSorted(([one = ''], [other = '']) => Buffer.compare(Buffer.from(one), Buffer.from(other)));

function file(bytes: Buffer, lengths: readonly number[], profile: CsvProfile) {
  let count = 0;
  const columns = HEADERS.map((header) => ({ header, isText: header !== 'two' }));
  const parts = profiled(inParts(bytes, lengths), columns, profile, (more) => (count += more));
  return buffer(Readable.from(parts)).then((csv) => ({ csv, count }));
}

describe('records', () => {
  it('are read back as they were, by us and by others', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        const record = recordOf(cells);
        expect(cellsOf(Buffer.from(record))).toEqual(cells);
        expect(parse(`${record}\r\n`, { record_delimiter: '\r\n' })).toEqual([cells]);
      }),
    );
  });

  it('become a file of RFC 4180, however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, async (some, lengths) => {
        const { csv, count } = await file(written(some), lengths, 'data');
        expect(count).toBe(some.length);
        const lines = [HEADERS, ...some].map((cells) => `${recordOf(cells)}\r\n`);
        expect(csv.toString()).toBe(lines.join(''));
      }),
    );
  });

  it('are guarded in their texts alone in the excel profile, and in nothing else changed', async () => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, async (some, lengths) => {
        const { csv, count } = await file(written(some), lengths, 'excel');
        expect(count).toBe(some.length);
        expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
        const cells = read(csv).slice(1);
        expect(cells.map(([, , two]) => two)).toEqual(some.map(([, , two]) => two));
        for (const [index, [key, one]] of cells.entries()) {
          const [plainKey = '', plainOne = ''] = some[index] ?? [];
          expect([plainKey, `'${plainKey}`, `网信算备${plainKey}号`]).toContain(key);
          expect([plainOne, `'${plainOne}`, `网信算备${plainOne}号`]).toContain(one);
          for (const text of [key, one]) expect(text).not.toMatch(/^[\s\u3000]*[=+@＝＋＠]/);
        }
      }),
    );
  });

  it('that came as rows are the same', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (some) => {
        const parts = recordsOfRows(Readable.from(some) as AsyncIterable<readonly string[]>);
        expect((await buffer(Readable.from(parts))).toString()).toBe(written(some).toString());
      }),
    );
  });

  it('that end in the middle are refused', async () => {
    await expect(file(Buffer.from('a,"b'), [2], 'excel')).rejects.toThrow('middle of a record');
  });
});

describe('the difference of two files', () => {
  it('applied to the earlier one gives the later one', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, cuts, async (one, other, lengths) => {
        const kept = one.filter((_, index) => index % 3 === 0);
        const later = byKey([...kept, ...other.filter(([key]) => !kept.some(([k]) => k === key))]);
        const key = [{ index: 0, isNumber: false }];
        const parts = difference(
          inParts(written(byKey(one)), lengths),
          inParts(written(later), lengths),
          key,
        );
        const operations = read(await buffer(Readable.from(parts)));
        const state = new Map(one.map((cells) => [cells[0], cells as readonly string[]]));
        for (const [op, key = '', ...more] of operations) {
          expect(state.has(key)).toBe(op !== 'add');
          if (op === 'delete') expect(more).toEqual(['', '']);
          if (op === 'delete') state.delete(key);
          else state.set(key, [key, ...more]);
        }
        expect(byKey([...state.values()])).toEqual(later);
        // Nothing is told that did not change.
        const same = kept.map(([key]) => key);
        expect(operations.filter(([, key = '']) => same.includes(key))).toEqual([]);
      }),
    );
  });

  it('orders positions as numbers, and other texts by their bytes in UTF-8', async () => {
    const told = async (one: string[][], other: string[][], isNumber: boolean) => {
      const key = [{ index: 0, isNumber }];
      const parts = difference(inParts(written(one), [3]), inParts(written(other), [3]), key);
      return (await buffer(Readable.from(parts))).toString();
    };
    expect(
      await told(
        [['9', 'a']],
        [
          ['9', 'a'],
          ['10', 'b'],
        ],
        true,
      ),
    ).toBe('add,10,b\n');
    // Above the surrogates in UTF-8, below them in UTF-16.
    const high = '\uff5e';
    const beyond = '\u{1f3ac}';
    expect(
      await told(
        [[beyond, 'a']],
        [
          [high, 'b'],
          [beyond, 'a'],
        ],
        false,
      ),
    ).toBe(`add,${high},b\n`);
  });
});
