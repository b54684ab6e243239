import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packingFolder } from '#libs/evidence';
import { CompactRange, leafHash, openCheckpoint } from '#libs/merkle';
import { COMPANY, event, SYSTEM } from '../api/setup/february.js';
import { INSTRUMENT, LAUNCH, OBLIGATION } from '../api/setup/filing-duty.js';
import { SignedServer } from '../log/signed-server.js';
import { edict, newDataDirectory } from '../start/edict-process.js';
import type { Settings } from '../start/edict-process.js';
import { linesIn, rowsIn, sha256, textIn, unpacked } from './unpacked.js';

const OTHER = event('other', 'company.registered', 'companies/zhipu', {
  name: { zh: '智谱' },
  jurisdiction: 'CN',
});
const WAIT = '?wait=checkpoint';
const PERIOD = ['--from', '2026-02-01', '--to', '2026-03-20', '--accessed-until', '2026-01-01'];

let signed: SignedServer;
let settings: Settings;
let folder: string;
let older: string;

beforeAll(async () => {
  signed = await SignedServer.start();
  const { server } = signed;
  for (const one of [INSTRUMENT, OBLIGATION, COMPANY]) await server.record(one);
  await server.record(OTHER, WAIT);
  folder = await newDataDirectory();
  older = join(folder, 'older.checkpoint');
  await writeFile(older, (await server.ask('/v1/log/checkpoint', { key: '' })).text);
  await server.record(SYSTEM);
  await server.record(LAUNCH, WAIT);
  const { databaseUrl, dataDir } = server;
  settings = { EDICT_DATABASE_URL: databaseUrl, EDICT_DATA_DIR: dataDir };
});
afterAll(() => signed.close());

const out = (name: string) => join(folder, name);
const evidence = (...args: readonly string[]) => edict(['evidence', ...args], settings);
const ofCompany = (...args: readonly string[]) => evidence('--company', 'bytedance', ...args);
const packIn = async (name: string) => unpacked(await readFile(out(name)));

describe('edict evidence', () => {
  it('writes a pack and says what it is of', async () => {
    const { exit, output } = await ofCompany(...PERIOD, '--out', out('first.zip'));
    expect(exit).toBe(0);
    expect(output).toContain(
      `${out('first.zip')}: 5 events of bytedance up to position 6, in a checkpoint over 6; `,
    );
    const bytes = await readFile(out('first.zip'));
    expect(output).toContain(`SHA-256: ${sha256(bytes)}`);
    const entries = await unpacked(bytes);
    expect(rowsIn(entries, 'state-end.csv')).toMatchObject([
      { subject: 'systems/seedance-2.0', obligation: 'cn-algo-24-1', status: 'unknown' },
    ]);
  });

  it('writes the same bytes again, in another locale and time zone too, and as the server does', async () => {
    const elsewhere = { TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' };
    const args = ['evidence', '--company', 'bytedance', ...PERIOD, '--known-at', '6'];
    const { exit } = await edict([...args, '--out', out('again.zip')], {
      ...settings,
      ...elsewhere,
    });
    expect(exit).toBe(0);
    const again = await readFile(out('again.zip'));
    expect(sha256(again)).toBe(sha256(await readFile(out('first.zip'))));
    const query = 'from=2026-02-01&to=2026-03-20&accessedUntil=2026-01-01&knownAt=position:6';
    const path = `/v1/companies/bytedance/evidence.zip?${query}`;
    const headers = { authorization: 'Bearer a-key-for-specs-only' };
    const response = await fetch(signed.server.url + path, { headers });
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(again));
  });

  it('says the same for programs', async () => {
    const { exit, output } = await ofCompany(...PERIOD, '--json', '--out', out('json.zip'));
    expect(exit).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      file: out('json.zip'),
      events: 5,
      covered: 6,
      sha256: sha256(await readFile(out('json.zip'))),
      question: { company: 'bytedance', position: 6 },
    });
  });

  it('shows that it begins with a checkpoint that was kept', async () => {
    const args = [...PERIOD, '--since', older, '--out', out('since.zip')];
    expect(await ofCompany(...args)).toMatchObject({ exit: 0 });
    const entries = await packIn('since.zip');
    expect(textIn(entries, 'checkpoint-since')).toBe(await readFile(older, 'utf8'));
    expect(JSON.parse(textIn(entries, 'consistency.json'))).toMatchObject({ from: 4, to: 6 });
  });

  it('prints both notes where the checkpoint that was kept is of another history', async () => {
    const [origin = '', size = '', , ...signature] = (await readFile(older, 'utf8')).split('\n');
    const otherRoot = Buffer.alloc(32, 7).toString('base64');
    const forked = [origin, size, otherRoot, ...signature].join('\n');
    await writeFile(out('forked.checkpoint'), forked);
    const args = ['--since', out('forked.checkpoint'), '--out', out('forked.zip')];
    const { exit, output } = await ofCompany(...args);
    expect(exit).toBe(1);
    expect(output).toContain('Two checkpoints over 4 events of log.example/edict');
    expect(output).toContain(otherRoot);
    expect(output).toContain((await readFile(older, 'utf8')).split('\n')[2] ?? '');
    expect(await readdir(folder)).not.toContain('forked.zip');
  });

  it('packs the whole log, of which the root is that of the bytes', async () => {
    const { exit, output } = await evidence('--whole-log', ...PERIOD, '--out', out('whole.zip'));
    expect([exit, output]).toEqual([0, expect.stringContaining('6 events of the whole ledger')]);
    const entries = await packIn('whole.zip');
    expect([...entries.keys()].filter((name) => name !== 'verify.mjs')).toEqual([
      'README.html',
      'checkpoint',
      'events.ndjson',
      'manifest.json',
      'SHA256SUMS',
    ]);
    const checkpoint = openCheckpoint(textIn(entries, 'checkpoint'), signed.trusted);
    const range = CompactRange.empty();
    for (const line of textIn(entries, 'events.ndjson').split('\n').slice(0, -1)) {
      range.append(leafHash(Buffer.from(line, 'utf8')));
    }
    expect(range.size).toBe(checkpoint.size);
    expect(range.root().equals(checkpoint.root)).toBe(true);
    expect(linesIn(entries, 'events.ndjson')).toHaveLength(6);
  });

  it('packs the whole log up to the checkpoint that covers a position', async () => {
    const args = ['--whole-log', ...PERIOD, '--known-at', '3', '--out', out('part.zip')];
    expect(await evidence(...args)).toMatchObject({ exit: 0 });
    const { question, covered } = JSON.parse(textIn(await packIn('part.zip'), 'manifest.json'));
    expect([question.position, covered]).toEqual([4, 4]);
  });

  it.each([
    ['neither a company nor the whole log', []],
    ['both', ['--company', 'bytedance', '--whole-log']],
    ['a company that there is not', ['--company', 'nobody']],
    ['a company by no id', ['--company', '../bytedance']],
    ['a time that is none', ['--company', 'bytedance', '--to', 'soon']],
    [
      'a period that ends before it begins',
      [...PERIOD, '--company', 'zhipu', '--to', '2026-01-01'],
    ],
    ['a position beyond the last event', ['--company', 'bytedance', '--known-at', '900']],
    ['a checkpoint that there is not', ['--company', 'bytedance', '--since', 'nowhere']],
    ['a checkpoint that is none', ['--company', 'bytedance', '--since', 'package.json']],
    ['a file in no folder', ['--company', 'bytedance', '--out', '/nowhere/pack.zip']],
    ['an option that there is not', ['--company', 'bytedance', '--everything']],
  ])('ends with 2 for %s, and writes nothing', async (_, args) => {
    const named = args.includes('--out') ? args : [...args, '--out', out('refused.zip')];
    const { exit, output } = await evidence(...named);
    expect(exit).toBe(2);
    expect(output).not.toMatch(/\n {4}at /);
    const left = (await readdir(folder)).filter((name) => /refused|part$/.test(name));
    expect(left).toEqual([]);
    expect(await readdir(packingFolder(signed.server.dataDir))).toEqual([]);
  });

  it('never writes over a file', async () => {
    const before = await readFile(out('first.zip'));
    const { exit, output } = await ofCompany(...PERIOD, '--out', out('first.zip'));
    expect([exit, output]).toEqual([2, expect.stringContaining('already')]);
    expect(sha256(await readFile(out('first.zip')))).toBe(sha256(before));
  });

  it('has a help of its own', async () => {
    const { exit, output } = await edict(['evidence', '--help']);
    expect(exit).toBe(0);
    for (const option of ['--company', '--whole-log', '--since', '--accessed-until', '--out']) {
      expect(output).toContain(option);
    }
  });
});
