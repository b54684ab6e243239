import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '../setup/database.js';
import { edict } from './edict-process.js';

const BROKEN = `pack: broken
instruments:
  - instrument: cn-nothing
    obligations:
      - obligation: cn-nothing-1
        from: 2026-02-30
`;
/** No command may look for a database to check rules. */
const NO_DATABASE = { EDICT_DATABASE_URL: 'postgres://localhost:1/none' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edict-rules-'));
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('edict rules check', () => {
  it('finds no problem in the packs that ship, together and each by itself', async () => {
    const names = (await readdir('data/rules')).filter((name) => name.endsWith('.yaml'));
    const paths = names.map((name) => join('data/rules', name));
    const { exit, output } = await edict(['rules', 'check', ...paths], NO_DATABASE);
    expect(output.trim().split('\n')).toHaveLength(names.length);
    expect(output).toContain('cn-labelling.yaml: no problems in 9 obligations and 2 terms\n');
    expect(exit).toBe(0);
    const [first = ''] = paths;
    expect(await edict(['rules', 'check', first], NO_DATABASE)).toMatchObject({ exit: 0 });
  });

  it('names each problem with its file and line and ends with 1', async () => {
    const path = await file('broken.yaml', BROKEN);
    const good = 'data/rules/cn-labelling.yaml';
    const { exit, output } = await edict(['rules', 'check', path, good], NO_DATABASE);
    const lines = output.trim().split('\n');
    expect(lines).toContain(
      `${path}:3: No instrument is called cn-nothing: publish it here or import it before.`,
    );
    expect(lines).toContain(`${path}:6: from is a day of the calendar, YYYY-MM-DD.`);
    expect(lines.at(-1)).toBe(`${good}: no problems in 9 obligations and 2 terms`);
    expect(exit).toBe(1);
  });

  it('answers machines in JSON', async () => {
    const path = await file('broken.yaml', BROKEN);
    const { exit, output } = await edict(['rules', 'check', '--json', path], NO_DATABASE);
    expect(JSON.parse(output)).toMatchObject({
      packs: [{ file: path, pack: 'broken', obligations: 1, terms: 0 }],
      problems: expect.arrayContaining([
        expect.objectContaining({
          file: path,
          line: 6,
          code: 'malformed-date',
          pointer: '/instruments/0/obligations/0/from',
        }),
      ]),
    });
    expect(exit).toBe(1);
  });

  it.each([
    ['no pack', []],
    ['a pack that does not exist', ['nosuch.yaml']],
    ['a folder', ['data/rules']],
    ['an unknown option', ['--yaml', 'x']],
  ])('ends with 2 for %s', async (_, words) => {
    expect(await edict(['rules', 'check', ...words])).toMatchObject({ exit: 2 });
  });

  it.each([[['rules']], [['rules', 'check']]])('%j has help', async (command) => {
    const { exit, output } = await edict([...command, '--help']);
    expect(exit).toBe(0);
    expect(output).toMatch(/^Usage: edict rules/);
  });
});

describe('edict import', () => {
  it('takes a rule pack whole, once, and refuses a broken one whole', async () => {
    const { url } = await createTestDatabase();
    const settings = { EDICT_DATABASE_URL: url };
    const given = ['data/instruments/instruments.json', 'data/rules/cn-labelling.yaml'];
    const first = await edict(['import', ...given], settings);
    expect(first.output).toContain(
      'cn-labelling.yaml: 11 rows, 11 taken, 0 reported; ' +
        '11 events recorded, 0 rows were on record already\n',
    );
    expect(first.exit).toBe(0);
    expect((await edict(['import', ...given], settings)).output).toContain(
      '0 events recorded, 11 rows were on record already\n',
    );
    const path = await file('broken.yaml', BROKEN);
    const broken = await edict(['import', path], settings);
    expect(broken.exit).toBe(1);
    expect(broken.output).toMatch(
      /^broken\.yaml: refused whole, nothing recorded; problems: \d+\n/,
    );
    expect(broken.output).toContain('  broken.yaml:6: from is a day of the calendar, YYYY-MM-DD.');
  });
});
