import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { run } from '../../apps/cli/src/program.js';
import { createTestDatabase } from '../setup/database.js';
import type { TestDatabase } from '../setup/database.js';
import { filingCsv, listName } from './filing-table.js';

const LIST = fileURLToPath(new URL('./fixtures/recommendation-2025-05.docx', import.meta.url));

/** What long work says of its progress; on a busy machine any work is long. */
const PROGRESS = /^[^\n]*: \d+ of \d+$/;

describe('edict import', () => {
  let database: TestDatabase;
  let folder: string;
  const said: string[] = [];
  const before = process.env['EDICT_DATABASE_URL'];

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'edict-import-'));
    process.env['EDICT_DATABASE_URL'] = database.url;
    for (const output of ['log', 'error'] as const) {
      jest.spyOn(console, output).mockImplementation((line: string) => {
        if (!PROGRESS.test(line)) said.push(line);
      });
    }
  });
  beforeEach(() => {
    said.length = 0;
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    if (before === undefined) delete process.env['EDICT_DATABASE_URL'];
    else process.env['EDICT_DATABASE_URL'] = before;
    await database.drop();
  });

  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const edict = (...words: readonly string[]) => run(['node', 'edict', 'import', ...words]);

  it('says what a dry run would record', async () => {
    expect(await edict(LIST, '--dry-run')).toBe(0);
    expect(said).toEqual([
      'recommendation-2025-05.docx: 10 rows, 10 taken, 0 reported; ' +
        '32 events recorded, 0 rows were on record already',
    ]);
  });

  it('records a list once and ends with 0', async () => {
    expect(await edict(LIST, '--json')).toBe(0);
    expect(await edict(LIST, '--json')).toBe(0);
    expect(said.map((line): unknown => JSON.parse(line))).toMatchObject([
      { files: [{ rows: 10, taken: 10, recorded: 32, duplicates: 0 }] },
      { files: [{ rows: 10, taken: 10, recorded: 0, duplicates: 10 }] },
    ]);
  });

  it('ends with 1 where rows are reported or a file cannot be read, and goes on', async () => {
    const rows = file(listName(), filingCsv({ number: '123' }, {}));
    const broken = file('broken.docx', 'PK\u0003\u0004');
    expect(await edict(broken, rows)).toBe(1);
    const lines = said.join('\n').split('\n');
    expect(lines[0]).toMatch(/^broken\.docx: not read \(truncated-zip\)\./);
    expect(lines[1]).toMatch(/2 rows, 1 taken, 1 reported/);
    expect(lines[2]).toMatch(/^ {2}row 1 malformed-number: /);
  });

  it('ends with 2 where a file does not exist, before anything is recorded', async () => {
    expect(await edict(LIST, join(folder, 'nosuch.docx'))).toBe(2);
    expect(said.join()).toMatch(/There is no file .*nosuch\.docx/);
    expect(await edict()).toBe(2);
  });
});
