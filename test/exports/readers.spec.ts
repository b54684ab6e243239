import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATASETS } from '#libs/exports';
import type { CsvProfile, DatasetName, ExportMoment, ExportMode } from '#libs/exports';
import { wrongBy } from './csvw-check.js';
import type { Description } from './csvw-check.js';
import { ExportsFixture } from './exports-fixture.js';
import { FORMULAS, HOSTILE_TEXTS, incidentsOf } from './hostile-texts.js';
import { seldom } from './seldom-events.js';

const READ_BY_PYTHON = `
import csv, json, sys
with open(sys.argv[1], newline='', encoding=sys.argv[2]) as file:
    print(json.dumps(list(csv.reader(file, strict=True))))
`;

type Cells = readonly (readonly string[])[];

describe('files of exports', () => {
  let fixture: ExportsFixture;
  let folder: string;
  let asOf: ExportMoment;
  let before: ExportMoment;
  let files = 0;

  beforeAll(async () => {
    fixture = await ExportsFixture.open();
    folder = await mkdtemp(join(tmpdir(), 'edict-readers-'));
    const validAt = new Date(Date.now() + 3_600_000).toISOString();
    const first = await fixture.tell([
      {
        type: 'company.registered',
        subject: 'companies/acme',
        time: '2025-01-01T00:00:00+08:00',
        data: { name: { en: '=Acme, "Inc"', zh: '顶点' }, jurisdiction: 'CN' },
      },
      ...incidentsOf('acme', HOSTILE_TEXTS),
    ]);
    before = { validAt, position: first };
    const position = await fixture.tell([...incidentsOf('bolt', FORMULAS), ...seldom('acme-')]);
    asOf = { validAt, position };
  });

  afterAll(async () => {
    await fixture.close();
    await rm(folder, { recursive: true });
  });

  async function written(dataset: DatasetName, profile: CsvProfile, mode: ExportMode = 'full') {
    const own = join(folder, String((files += 1)));
    const previous = mode === 'delta' ? { previous: before } : {};
    await fixture.writer.write({ dataset, profile, mode, asOf, ...previous }, own);
    const name = mode === 'delta' ? `${dataset}-delta` : dataset;
    return { csv: join(own, `${name}.csv`), description: join(own, `${name}.csv-metadata.json`) };
  }

  const pythonReads = (path: string, encoding = 'utf-8') =>
    JSON.parse(
      execFileSync('python3', ['-c', READ_BY_PYTHON, path, encoding], {
        maxBuffer: 2 ** 28,
      }).toString(),
    ) as Cells;

  async function duckReads(path: string): Promise<Cells> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      const result = await connection.runAndReadAll(
        `select hex(columns(*)) from read_csv($path, header = true, all_varchar = true, delim = ',', quote = '"',
           escape = '"', strict_mode = true, auto_detect = false, columns = ${columnsOf(path)})`,
        { path },
      );
      // As bytes, for the binding leaves a mark out with which a text begins.
      const rows = result.getRowsJS() as (string | null)[][];
      const cells = rows.map((row) => row.map((hex) => Buffer.from(hex ?? '', 'hex').toString()));
      return [result.columnNames(), ...cells];
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }

  const described = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as Description;
  const parsed = async (path: string): Promise<Cells> =>
    parse(await readFile(path), { bom: true, record_delimiter: '\r\n' });
  const column = (cells: Cells, header: string) =>
    cells.slice(1).map((row) => row[cells[0]?.indexOf(header) ?? -1]);
  /** The descriptions of a company's incidents, in the order in which they were told. */
  const textsOf = ([headers = [], ...rows]: Cells, company: string) =>
    rows
      .filter((row) => row[headers.indexOf('subject')] === `companies/${company}`)
      .map((row) => row[headers.indexOf('description')]);

  const hasPython = canRunPython();
  const withPython = hasPython ? it : it.skip;

  withPython(
    'give every text back exactly to Python, line breaks and digits included',
    async () => {
      const { csv } = await written('incidents', 'data');
      const cells = pythonReads(csv);
      expect(textsOf(cells, 'acme')).toEqual(HOSTILE_TEXTS);
      expect(textsOf(cells, 'bolt')).toEqual(FORMULAS);
    },
  );

  it('give every text back exactly to DuckDB', async () => {
    const { csv } = await written('incidents', 'data');
    const cells = await duckReads(csv);
    expect(textsOf(cells, 'acme')).toEqual(HOSTILE_TEXTS);
    expect(textsOf(cells, 'bolt')).toEqual(FORMULAS);
  });

  it.each(DATASETS.map(({ name }) => name))('of %s are read alike by all readers', async (name) => {
    const { csv } = await written(name, 'data');
    const cells = await parsed(csv);
    expect(await duckReads(csv)).toEqual(cells);
    if (hasPython) expect(pythonReads(csv)).toEqual(cells);
  });

  it('begin no cell of text like a formula in the excel profile', async () => {
    const { csv } = await written('incidents', 'excel');
    const cells = hasPython ? pythonReads(csv, 'utf-8-sig') : await parsed(csv);
    const texts = textsOf(cells, 'bolt');
    // It stays what it was but for the sign before it.
    expect(texts).toEqual(
      FORMULAS.map((formula) => (formula === '";=1+1' ? formula : `'${formula}`)),
    );
    for (const cell of cells.flat()) {
      expect(cell.trimStart()).not.toMatch(/^[=+@＝＋－＠]|^-(?![0-9.]+$)/u);
      expect(cell).not.toMatch(/^[\t\r\n]/);
    }
    expect(cells.flat().some((cell) => cell.includes('\0'))).toBe(false);
  });

  it('keep every digit of a text in the excel profile, and numbers and days as they are', async () => {
    const { csv } = await written('incidents', 'excel');
    const texts = textsOf(await parsed(csv), 'acme');
    const kept = (text: string) => texts[HOSTILE_TEXTS.findIndex((one) => one === text)];
    expect(kept('007')).toBe("'007");
    expect(kept('-0012')).toBe("'-0012");
    expect(kept('110108413760701250055')).toBe("'110108413760701250055");
    expect(kept('1.10')).toBe('1.10');
    expect(kept('2026-02-12')).toBe('2026-02-12');
    const registrations = await written('algorithm-registrations', 'excel');
    expect(column(await parsed(registrations.csv), 'number')).toEqual([
      '网信算备110108413760701250055号',
    ]);
    const events = await parsed((await written('events', 'excel')).csv);
    expect(column(events, 'position')).toEqual(
      Array.from({ length: asOf.position }, (_, at) => String(at + 1)),
    );
    expect(new Set(column(events, 'time'))).toContain('2026-02-12T09:00:00+08:00');
  });

  describe.each(['data', 'excel'] as const)(
    'with their description, in the profile %s',
    (profile) => {
      it.each(DATASETS.map(({ name }) => name))('%s: full and delta', async (name) => {
        for (const mode of ['full', 'delta'] as const) {
          const { csv, description } = await written(name, profile, mode);
          const metadata = await described(description);
          expect(metadata['@context'][0]).toBe('http://www.w3.org/ns/csvw');
          expect(csv.endsWith(`/${metadata.url}`)).toBe(true);
          expect(wrongBy(metadata, await parsed(csv))).toEqual([]);
        }
      });
    },
  );

  it('are found wrong by the same check where they are', async () => {
    const { csv, description } = await written('events', 'data');
    const metadata = await described(description);
    const [headers = [], first = [], ...rows] = await parsed(csv);
    const changed = (at: number, cell: string) => [
      headers,
      first.map((one, index) => (index === at ? cell : one)),
      ...rows,
    ];
    const at = (header: string) => headers.indexOf(header);
    expect(wrongBy(metadata, changed(at('position'), 'one'))).toEqual([
      'row 1 position: one is no integer',
    ]);
    expect(wrongBy(metadata, changed(at('position'), '2'))).toEqual(['the key names a row twice']);
    expect(wrongBy(metadata, changed(at('actor'), ''))).toEqual(['row 1 actor: is required']);
    expect(wrongBy(metadata, changed(at('time'), '2026-02-12T09:00:00'))).toHaveLength(1);
    expect(wrongBy(metadata, changed(at('data'), '{'))).toHaveLength(1);
    expect(wrongBy(metadata, [headers.with(0, 'x'), first])).toHaveLength(1);
  });
});

/** So that DuckDB guesses nothing. */
function columnsOf(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  const dataset = DATASETS.find((one) => name.startsWith(`${one.name}.`));
  const headers = dataset?.columns.map(({ header }) => `'${header}': 'VARCHAR'`) ?? [];
  return `{${headers.join(', ')}}`;
}

function canRunPython(): boolean {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    return false;
  }
}
