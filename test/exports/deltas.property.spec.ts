import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datasetNamed, DATASETS } from '#libs/exports';
import type { DatasetName, ExportMoment, ExportQuestion } from '#libs/exports';
import { amending, amendments, worlds } from '../registers/world.js';
import type { Told } from '../registers/registers-fixture.js';
import { statusWorlds } from '../statuses/status-world.js';
import { bytesOf, headersOf, rowsOf } from './exported.js';
import type { CsvRow } from './exported.js';
import { ExportsFixture } from './exports-fixture.js';
import { seldom } from './seldom-events.js';

const RUNS = 3;
const PARTS = 3;
const LENGTH = 18;
const DAY_MS = 86_400_000;
const START = Date.parse('2025-06-01T00:00:00Z');
/** Events happen within so many days, and are recorded after all of them. */
const DAYS = 700;

const NAMES = DATASETS.map(({ name }) => name);

describe('a full export and the deltas after it', () => {
  let fixture: ExportsFixture;
  let runs = 0;

  beforeAll(async () => {
    fixture = await ExportsFixture.open();
  });
  afterAll(() => fixture.close());

  it('make the next full export, whatever is recorded, corrected and retracted', async () => {
    const operations = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        statusWorlds(LENGTH),
        worlds(LENGTH),
        amendments(6, LENGTH),
        fc.array(fc.nat(DAYS), { minLength: PARTS + 1, maxLength: PARTS + 1 }),
        async (duties, registers, late, days) => {
          runs += 1;
          const world = registers(`w${runs}`);
          const events = [
            ...seldom(`r${runs}-`),
            ...duties(`r${runs}-`),
            ...world,
            ...late.map((one) => amending(world, one)),
          ];
          const exports = await exportInParts(events, days);
          for (const name of NAMES) await checkChain(name, exports, operations);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    for (const name of NAMES) expect(operations).toContain(`${name} add`);
    for (const operation of ['modify', 'delete']) {
      expect([...operations].some((one) => one.endsWith(operation))).toBe(true);
    }
  }, 120_000);

  const fullOf = (dataset: DatasetName, asOf: ExportMoment) =>
    bytesOf(fixture.writer, { dataset, profile: 'data', mode: 'full', asOf });

  /** All datasets after each part of the events; valid time may also go back. */
  async function exportInParts(events: readonly Told[], days: readonly number[]) {
    const size = Math.ceil(events.length / PARTS);
    const exports: FullExport[] = [];
    for (const [part, day] of days.entries()) {
      const position =
        part === 0
          ? (await fixture.ledger.head()).position
          : await fixture.tell(events.slice((part - 1) * size, part * size));
      const validAt = new Date(START + day * DAY_MS).toISOString();
      exports.push(await exportAll({ validAt, position }));
    }
    // Changes are met by the clock that runs along the ledger: the last moment is after all of it.
    const { position } = await fixture.ledger.head();
    const validAt = new Date(Date.now() + DAY_MS).toISOString();
    return [...exports, await exportAll({ validAt, position })];
  }

  async function exportAll(asOf: ExportMoment): Promise<FullExport> {
    const files = new Map<DatasetName, Buffer>();
    for (const name of NAMES) files.set(name, await fullOf(name, asOf));
    return { asOf, files };
  }

  async function checkChain(
    dataset: DatasetName,
    [first, ...later]: readonly FullExport[],
    operations: Set<string>,
  ): Promise<void> {
    if (first === undefined) throw new Error('There is a first export.');
    const { key = [] } = datasetNamed(dataset) ?? {};
    const keyOf = (row: CsvRow) => JSON.stringify(key.map((header) => row[header]));
    const rowsIn = ({ files }: FullExport) => rowsOf(files.get(dataset) ?? '');
    const state = new Map(rowsIn(first).map((row) => [keyOf(row), row]));
    let previous = first.asOf;
    for (const full of later) {
      const { asOf } = full;
      const question: ExportQuestion = { dataset, profile: 'data', mode: 'delta', asOf, previous };
      const delta = await bytesOf(fixture.writer, question);
      expect(headersOf(delta)[0]).toBe('op');
      for (const { op = '', ...row } of rowsOf(delta)) {
        operations.add(`${dataset} ${op}`);
        expect(state.has(keyOf(row))).toBe(op !== 'add');
        if (op === 'delete') state.delete(keyOf(row));
        else state.set(keyOf(row), row);
      }
      const rows = rowsIn(full);
      expect(state.size).toBe(rows.length);
      expect(rows.map((row) => state.get(keyOf(row)))).toEqual(rows);
      // What was recorded since then changes no byte of an export as of then.
      expect((await fullOf(dataset, asOf)).equals(full.files.get(dataset) ?? Buffer.of())).toBe(
        true,
      );
      previous = asOf;
    }
  }
});

interface FullExport {
  readonly asOf: ExportMoment;
  readonly files: ReadonlyMap<DatasetName, Buffer>;
}
