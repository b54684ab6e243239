import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { knownSet, obligationsOf } from '#libs/governance';
import type { JsonObject } from '#libs/ledger';
import { openImportDesk } from './importing.js';
import type { ImportDesk } from './importing.js';

const DAYS = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'];
const INSTRUMENT = {
  from: '2025-12-01',
  title: { en: 'Robot Measures', zh: '机器人办法' },
  jurisdiction: 'CN',
  timeZone: 'Asia/Shanghai',
  issuers: ['CAC'],
  kind: 'rules',
  binding: true,
  url: 'https://example.org/robots',
};
const RULE = {
  title: { en: 'Leash robots', zh: '拴好机器人' },
  force: 'binding',
  binds: 'system',
  kind: 'standing',
  appliesWhen: 'always',
  inForce: { from: '2026-01-01' },
  satisfiedBy: [{ type: 'measure.adopted' }],
};

/** What differs between wordings; a duty may have no due and no address. */
interface Wording {
  readonly provision: string;
  readonly grade: string;
  readonly due?: object;
  readonly url?: string;
}
/** One wording by day, and whether and when it ends. */
interface Row {
  readonly wordings: ReadonlyMap<string, Wording>;
  readonly withdrawn: string | undefined;
}

const wording: fc.Arbitrary<Wording> = fc.record(
  {
    provision: fc.constantFrom('1', '2'),
    grade: fc.constantFrom('text', 'quoted'),
    due: fc.constantFrom({ within: 1, unit: 'day' }, { within: 2, unit: 'day' }),
    url: fc.constantFrom('https://example.org/1', 'https://example.org/2'),
  },
  { requiredKeys: ['provision', 'grade'] },
);
const row: fc.Arbitrary<Row> = fc
  .tuple(
    fc.subarray(DAYS, { minLength: 1 }),
    fc.array(wording, { minLength: DAYS.length, maxLength: DAYS.length }),
    fc.option(fc.constantFrom('2026-06-01', '2026-07-01'), { nil: undefined }),
  )
  .map(([days, all, withdrawn]) => ({
    wordings: new Map(days.flatMap((day, index) => (all[index] ? [[day, all[index]]] : []))),
    withdrawn,
  }));

function written({ wordings, withdrawn }: Row): object {
  const [[from, first], ...later] = [...wordings] as [[string, Wording], ...[string, Wording][]];
  let before = first;
  const amendments = later.flatMap(([day, next]) => {
    const changes = changesOf(before, next);
    before = next;
    return Object.keys(changes).length === 0 ? [] : [{ from: day, ...changes }];
  });
  return { from, ...RULE, ...first, amendments, withdrawn };
}

function changesOf(before: Wording, next: Wording): JsonObject {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(next)])];
  const value = (of: Wording, field: string): string =>
    JSON.stringify(new Map<string, unknown>(Object.entries(of)).get(field) ?? null);
  return Object.fromEntries(
    fields
      .filter((field) => value(before, field) !== value(next, field))
      .map((field) => [field, JSON.parse(value(next, field)) as null]),
  );
}

function packOf(one: Row, name: string): string {
  const obligations = [{ obligation: name, ...written(one) }];
  return stringify({
    pack: name,
    instruments: [{ instrument: name, published: INSTRUMENT, obligations }],
  });
}

/** The naive reading of a row: the last wording on or before a day. */
function readOn(day: string, { wordings, withdrawn }: Row): Wording | undefined {
  if (withdrawn !== undefined && withdrawn <= day) return undefined;
  return [...wordings].findLast(([from]) => from <= day)?.[1];
}

let desk: ImportDesk;
beforeAll(async () => {
  desk = await openImportDesk();
});
afterAll(() => desk.close());

it('after any packs one after another, each day has the wording of the last one', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 4 }), async (rows) => {
      runs += 1;
      const name = `robots-${runs}`;
      for (const one of rows) {
        await desk.import('test.yaml', packOf(one, name));
        expect(await desk.import('test.yaml', packOf(one, name))).toMatchObject({ recorded: 0 });
        const [known] = obligationsOf(knownSet(await desk.events(`instruments/${name}`)));
        for (const day of ['2025-12-31', ...DAYS, '2026-06-15', '2026-07-15']) {
          const at = Date.parse(`${day}T12:00:00+08:00`);
          const valid = known?.versions.find(({ from, to }) => from <= at && at < to)?.rule;
          const wanted = readOn(day, one);
          const expected = wanted && { ...RULE, ...wanted };
          expect(valid).toEqual(expected);
        }
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
