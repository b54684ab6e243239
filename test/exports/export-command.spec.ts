import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATASETS } from '#libs/exports';
import { edict } from '../start/edict-process.js';
import { bytesOf, rowsOf } from './exported.js';
import { ExportsFixture } from './exports-fixture.js';
import { HOSTILE_TEXTS, incidentsOf } from './hostile-texts.js';

const CLI = join('dist', 'apps', 'cli', 'src', 'main.js');
const VALID_AT = '2026-06-01T00:00:00.000Z';

describe('edict export', () => {
  let fixture: ExportsFixture;
  let settings: Readonly<Record<string, string>>;
  let folder: string;
  let first: number;
  let head: number;

  beforeAll(async () => {
    fixture = await ExportsFixture.open();
    settings = { EDICT_DATABASE_URL: fixture.url };
    first = await fixture.tell(incidentsOf('acme', HOSTILE_TEXTS));
    head = await fixture.tell(incidentsOf('bolt', ['one', 'two']));
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edict-export-command-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const exported = (...args: readonly string[]) => edict(['export', ...args], settings);
  const printed = (...args: readonly string[]) =>
    execFileSync(process.execPath, [CLI, 'export', ...args], {
      env: { PATH: process.env['PATH'], ...settings },
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it('prints exactly the CSV', async () => {
    const csv = printed('incidents', '--valid-at', VALID_AT);
    const asOf = { validAt: VALID_AT, position: head };
    const question = { dataset: 'incidents', profile: 'data', mode: 'full', asOf } as const;
    expect(csv.equals(await bytesOf(fixture.writer, question))).toBe(true);
    expect(rowsOf(csv)).toHaveLength(HOSTILE_TEXTS.length + 2);
  });

  it('writes a folder, then what changed since, as known at two positions', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const times = ['--valid-at', VALID_AT, '--known-at', `position:${first}`];
    const { exit, output } = await exported('incidents', ...times, '--out', one);
    expect({ exit, output }).toEqual({
      exit: 0,
      output: `${HOSTILE_TEXTS.length} rows of incidents in ${one}, as of ${VALID_AT}, known at position ${first}.\n`,
    });
    expect((await readdir(one)).sort()).toEqual([
      'SHA256SUMS',
      'incidents.csv',
      'incidents.csv-metadata.json',
      'manifest.json',
    ]);
    execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: one });
    const delta = ['--delta-from', one, '--valid-at', VALID_AT, '--out', two, '--json'];
    const answer = await exported('incidents', ...delta);
    expect(answer.exit).toBe(0);
    expect(JSON.parse(answer.output)).toMatchObject({
      out: two,
      rows: 2,
      asOf: { position: head },
    });
    const rows = rowsOf(await readFile(join(two, 'incidents-delta.csv')));
    expect(rows.map(({ op, description }) => [op, description])).toEqual([
      ['add', 'one'],
      ['add', 'two'],
    ]);
  });

  it('takes filters, columns, a language and the excel profile', () => {
    const asked = ['--filter', 'company=bolt', '--filter', 'company=nobody', '--language', 'en'];
    const csv = printed(
      'incidents',
      ...asked,
      '--columns',
      'company,kind_en,kind_zh',
      '--profile',
      'excel',
    );
    expect(csv.toString()).toBe(
      '\ufeffentry,company,kind_en\r\n' +
        'companies/bolt/text-000,bolt,\r\ncompanies/bolt/text-001,bolt,\r\n',
    );
  });

  it('lists what there is, for people and for programs', async () => {
    const { exit, output } = await edict(['export', '--list']);
    expect(exit).toBe(0);
    for (const { name } of DATASETS) expect(output).toMatch(new RegExp(`^${name}: `, 'm'));
    expect(output).toContain('  --filter status=breached|unevidenced|');
    const listed = await edict(['export', '--list', '--json']);
    const datasets = JSON.parse(listed.output) as { name: string; key: string[] }[];
    expect(datasets.map(({ name }) => name)).toEqual(DATASETS.map(({ name }) => name));
  });

  it('explains itself', async () => {
    const { exit, output } = await edict(['export', '--help']);
    expect(exit).toBe(0);
    expect(output).toContain('manifest.json');
  });

  it.each([
    [['nothing'], /There is no dataset nothing\. There is: company-status, companies, /],
    [[], /--list says what there is/],
    [['incidents', '--filter', 'colour=red'], /no filter colour\. There is: company, /],
    [['incidents', '--filter', 'company'], /--filter takes name=value, not company\./],
    [['incidents', '--filter', 'active=maybe'], /does not take maybe\. There is: true, false/],
    [['incidents', '--columns', 'colour'], /no column colour/],
    [['incidents', '--profile', 'xls'], /Allowed choices are data, excel/],
    [['incidents', '--valid-at', 'today'], /--valid-at is not a time that Edict can read: today/],
    [['incidents', '--known-at', 'position:x'], /--known-at is not a time/],
    [['incidents', '--known-at', 'position:99999'], /beyond the ledger's head/],
    [['incidents', '--delta-from', 'no-such-folder'], /no whole export in no-such-folder/],
  ])('refuses %j, and writes nothing', async (args, problem) => {
    const out = join(folder, 'out');
    const { exit, output } = await exported(...args, '--out', out);
    expect({ exit, output }).toEqual({ exit: 2, output: expect.stringMatching(problem) });
    expect(output).not.toMatch(/^\s+at /m);
    expect(await readdir(folder)).toEqual([]);
  });

  it('writes over no other export', async () => {
    const out = join(folder, 'out');
    await exported('incidents', '--out', out);
    const digest = await readFile(join(out, 'SHA256SUMS'), 'utf8');
    const { exit, output } = await exported('sources', '--out', out);
    expect({ exit, output }).toEqual({ exit: 2, output: `${out} holds an export already.\n` });
    expect(await readFile(join(out, 'SHA256SUMS'), 'utf8')).toBe(digest);
  });

  it('leaves nothing where it is interrupted', async () => {
    const out = join(folder, 'out');
    // Nobody can read the ledger for a while, so that the interruption comes before the end.
    const owner = await fixture.asOwner().connect();
    await owner.query('begin; lock table ledger.event');
    const child = spawn(process.execPath, [CLI, 'export', 'events', '--out', out], {
      env: { PATH: process.env['PATH'], ...settings },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    try {
      await fixture.untilReading('edict export');
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number];
      expect({ code, said }).toEqual({
        code: 2,
        said: 'The export was interrupted; nothing of it is left.\n',
      });
      expect(await readdir(out)).toEqual([]);
    } finally {
      await owner.query('rollback');
      owner.release();
    }
  });

  it('ends well where its reader has seen enough', () => {
    const command = `${process.execPath} ${CLI} export events | head -c 10`;
    const head = execFileSync('bash', ['-o', 'pipefail', '-c', command], {
      env: { PATH: process.env['PATH'], ...settings },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(head.toString()).toBe('specversion,'.slice(0, 10));
  });
});
