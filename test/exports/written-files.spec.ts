import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotYetProjected } from '#libs/compliance';
import { FolderInUse, InvalidExport, previousIn } from '#libs/exports';
import type { ExportDefinition, ExportQuestion, Manifest } from '#libs/exports';
import { bytesOf, rowsOf } from './exported.js';
import { ExportsFixture } from './exports-fixture.js';
import { incidentsOf } from './hostile-texts.js';
import { seldom } from './seldom-events.js';

const VALID_AT = '2026-06-01T00:00:00.000Z';
const INCIDENTS = { dataset: 'incidents', profile: 'data', mode: 'full' } as const;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('an export in its folder', () => {
  let fixture: ExportsFixture;
  let folder: string;
  let head: number;

  beforeAll(async () => {
    fixture = await ExportsFixture.open();
    head = await fixture.tell([...incidentsOf('acme', ['one', 'two']), ...seldom('acme-')]);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'edict-export-')), 'of-today');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  const question = (more: Partial<ExportQuestion> = {}): ExportQuestion => ({
    ...INCIDENTS,
    asOf: { validAt: VALID_AT, position: head },
    ...more,
  });
  const read = (name: string) => readFile(join(folder, name));
  const manifestOf = async () => JSON.parse((await read('manifest.json')).toString()) as Manifest;

  it('has the CSV, its description, the digests and a manifest that says all of it', async () => {
    const run = { nominalTime: '2026-06-01T02:00:00.000Z', attempt: 2 };
    const filters = { company: ['acme', 'acme-a'] };
    const written = await fixture.writer.write(question({ filters }), folder, { run });
    expect((await readdir(folder)).sort()).toEqual([
      'SHA256SUMS',
      'incidents.csv',
      'incidents.csv-metadata.json',
      'manifest.json',
    ]);
    const manifest = await manifestOf();
    expect(manifest).toEqual(JSON.parse(JSON.stringify(written.manifest)));
    expect(manifest).toMatchObject({
      format: 'edict-export/1',
      dataset: 'incidents',
      datasetVersion: 1,
      profile: 'data',
      mode: 'full',
      filters,
      key: ['entry'],
      asOf: { validAt: VALID_AT, position: head },
      checkpoint: null,
      rows: 3,
      ...run,
      generator: { name: 'edict', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    });
    for (const { name, bytes, sha256: digest } of written.files) {
      const content = await read(name);
      expect([name, bytes, digest]).toEqual([name, content.length, sha256(content)]);
    }
    expect(written.files.map(({ name, rows }) => [name, rows])).toEqual([
      ['incidents.csv', 3],
      ['incidents.csv-metadata.json', undefined],
      ['SHA256SUMS', undefined],
      ['manifest.json', undefined],
    ]);
    const sums = (await read('SHA256SUMS')).toString().split('\n');
    expect(sums).toEqual([
      `${sha256(await read('incidents.csv'))}  incidents.csv`,
      `${sha256(await read('incidents.csv-metadata.json'))}  incidents.csv-metadata.json`,
      '',
    ]);
    expect(rowsOf(await read('incidents.csv'))).toHaveLength(3);
  });

  it('has the same bytes whenever it is made, whatever its manifest says besides', async () => {
    await fixture.writer.write(question(), folder, { run: { attempt: 1 } });
    const first = await read('incidents.csv');
    await fixture.tell(incidentsOf('late', ['recorded later']));
    const again = join(folder, '..', 'again');
    await fixture.writer.write(question(), again, { run: { attempt: 9 } });
    expect((await readFile(join(again, 'incidents.csv'))).equals(first)).toBe(true);
    expect((await bytesOf(fixture.writer, question())).equals(first)).toBe(true);
  });

  it('names the checkpoint that covers its position, once one is signed', async () => {
    const owner = fixture.asOwner();
    const insert = `insert into ledger.checkpoint (origin, size, previous, root, note) values ($1, $2, $3, $4, 'note')`;
    const root = Buffer.alloc(32, 7);
    await owner.query(insert, ['edict.example/log', head - 1, null, root]);
    await owner.query(insert, ['edict.example/log', head, head - 1, root]);
    await owner.query(insert, ['edict.example/log', head + 1, head, root]);
    await fixture.writer.write(question(), folder);
    expect((await manifestOf()).checkpoint).toEqual({
      origin: 'edict.example/log',
      size: head,
      root: root.toString('base64'),
    });
  });

  it('has some columns and one language where that is asked for, and always its key', async () => {
    const columns = ['kind', 'kind_en', 'kind_zh', 'description'];
    await fixture.writer.write(question({ columns, language: 'zh' }), folder);
    const [header] = (await read('incidents.csv')).toString().split('\r\n');
    expect(header).toBe('entry,kind,description,kind_zh');
  });

  it('that is empty is a file all the same, full or delta', async () => {
    const asOf = { validAt: VALID_AT, position: head };
    const none = question({ filters: { company: 'nobody' } });
    expect(rowsOf(await bytesOf(fixture.writer, none))).toEqual([]);
    const unchanged = question({ mode: 'delta', previous: asOf, asOf });
    const { rows, files } = await fixture.writer.write(unchanged, folder);
    expect(rows).toBe(0);
    expect(files.map(({ name }) => name)[0]).toBe('incidents-delta.csv');
    expect((await read('incidents-delta.csv')).toString()).toMatch(/^op,entry,[^\r\n]*\r\n$/);
  });

  it('is begun from by a delta, which names its manifest', async () => {
    const asOf = { validAt: VALID_AT, position: 1 };
    const { manifestSha256 } = await fixture.writer.write(question({ asOf }), folder);
    const previous = await previousIn(folder, { ...INCIDENTS, mode: 'delta' });
    expect(previous).toEqual({ ...asOf, manifestSha256 });
    const next = join(folder, '..', 'next');
    const written = await fixture.writer.write(question({ mode: 'delta', previous }), next);
    expect(written.manifest.previous).toEqual(previous);
    expect(written.rows).toBe(2);
  });

  it.each<readonly [string, Partial<ExportDefinition>]>([
    ['dataset', { dataset: 'events' }],
    ['filters', { filters: { company: 'acme' } }],
    ['columns', { columns: ['kind'] }],
    ['profile', { profile: 'excel' }],
  ])('is not begun from by a delta with other %s', async (what, other) => {
    await fixture.writer.write(question(), folder);
    const asked = previousIn(folder, { ...INCIDENTS, mode: 'delta', ...other });
    await expect(asked).rejects.toMatchObject({
      code: 'other-previous',
      message: expect.stringContaining(what),
    });
  });

  it('is not begun from where it is not whole', async () => {
    await mkdir(folder);
    const asked = () => previousIn(folder, { ...INCIDENTS, mode: 'delta' });
    await expect(asked()).rejects.toMatchObject({ code: 'missing-previous' });
    await writeFile(join(folder, 'manifest.json'), '{"format":"edict-export/0"}');
    await expect(asked()).rejects.toMatchObject({ code: 'missing-previous' });
  });

  it('keeps the folder to itself', async () => {
    await fixture.writer.write(question(), folder);
    const content = await read('incidents.csv');
    await expect(fixture.writer.write(question(), folder)).rejects.toThrow(FolderInUse);
    expect((await read('incidents.csv')).equals(content)).toBe(true);
  });

  it('takes the place of what an attempt left that was killed', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'incidents.csv.part'), 'cut');
    await writeFile(join(folder, 'incidents.csv'), 'whole, but without a manifest');
    await fixture.writer.write(question(), folder);
    expect(await readdir(folder)).not.toContain('incidents.csv.part');
    expect(rowsOf(await read('incidents.csv')).length).toBeGreaterThan(1);
  });

  it('is not there where it was aborted, at whichever moment', async () => {
    for (const rowsMax of [0, 1]) {
      const stopping = new AbortController();
      const reason = new Error('not wanted any more');
      const options = {
        signal: stopping.signal,
        onRows: (rows: number) => {
          if (rows > rowsMax) stopping.abort(reason);
        },
      };
      await expect(fixture.writer.write(question(), folder, options)).rejects.toBe(reason);
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('is not there where its folder cannot be written', async () => {
    await mkdir(join(folder, 'incidents.csv-metadata.json'), { recursive: true });
    await expect(fixture.writer.write(question(), folder)).rejects.toMatchObject({
      syscall: 'rename',
    });
    expect(await readdir(folder)).toEqual(['incidents.csv-metadata.json']);
  });

  it.each<readonly [string, Partial<ExportQuestion>, RegExp]>([
    ['unknown-dataset', { dataset: 'incident' }, /incidents, service-filings/],
    ['unknown-filter', { filters: { companies: 'acme' } }, /There is: company, subject/],
    ['unknown-filter', { filters: { toString: 'acme' } }, /toString/],
    ['invalid-filter', { filters: { active: 'yes' } }, /There is: true, false/],
    ['invalid-filter', { filters: { company: '' } }, /takes a text/],
    ['invalid-filter', { filters: { company: 'a\0' } }, /takes a text/],
    ['invalid-filter', { filters: { company: [] } }, /no value/],
    ['invalid-filter', { dataset: 'events', filters: { from: 'today' } }, /a date, or/],
    ['invalid-filter', { dataset: 'events', filters: { to: ['2026-01-01', '2026-01-02'] } }, /one/],
    ['invalid-filter', { dataset: 'deadlines', filters: { within: '30' } }, /30d/],
    ['unknown-column', { columns: ['entry', 'nothing'] }, /no column nothing/],
    ['invalid-moment', { asOf: { validAt: '2026-06-01', position: 1 } }, /RFC 3339/],
    ['invalid-moment', { asOf: { validAt: VALID_AT, position: -1 } }, /position/],
    ['missing-previous', { mode: 'delta' }, /earlier export/],
  ])('is refused as %s: %j', async (code, wrong, message) => {
    const asked = fixture.writer.write(question(wrong), folder);
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    await expect(asked).rejects.toBeInstanceOf(InvalidExport);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
    expect(() => fixture.writer.csv(question(wrong))).toThrow(InvalidExport);
  });

  it('is not made of what the views have not reached', async () => {
    const asOf = { validAt: VALID_AT, position: head + 1_000 };
    await expect(fixture.writer.write(question({ asOf }), folder)).rejects.toThrow(NotYetProjected);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
    await expect(bytesOf(fixture.writer, question({ asOf }))).rejects.toThrow(NotYetProjected);
  });

  it.each([
    `x' or true --`,
    `x'; truncate compliance.register_row; --`,
    `\\' or true --`,
    '%',
    'acme$1',
  ])('finds nothing for the hostile value %j', async (value) => {
    for (const [dataset, filter] of [
      ['incidents', 'company'],
      ['company-status', 'company'],
      ['company-status', 'instrument'],
      ['status-history', 'subject'],
      ['events', 'subject'],
      ['events', 'type'],
      ['events', 'company'],
      ['watermarking', 'company'],
      ['deadlines', 'company'],
      ['status-changes', 'company'],
    ] as const) {
      const csv = await bytesOf(
        fixture.writer,
        question({ dataset, filters: { [filter]: value } }),
      );
      expect(rowsOf(csv)).toEqual([]);
    }
    expect(rowsOf(await bytesOf(fixture.writer, question())).length).toBeGreaterThan(0);
  });
});
