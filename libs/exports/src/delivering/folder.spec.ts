import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeliveredRun } from './delivered-run.js';
import { deliverToFolder } from './folder.js';

const STAMP = '2026-02-12T000000Z';
const TARGET = { kind: 'folder', path: 'target' } as const;
const FILES = ['companies.csv', 'SHA256SUMS', 'manifest.json'];
const signal = new AbortController().signal;

function newFolder(): string {
  return mkdtempSync(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'folder-'));
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A run with files of these bytes in its folder, where they are written. */
function runOf(id: string, folder: string, contents: readonly Buffer[]): DeliveredRun {
  const files = contents.map((bytes, index) => ({
    name: FILES[index] ?? '',
    bytes: bytes.length,
    sha256: digestOf(bytes),
  }));
  return {
    run: id,
    export: 'export',
    nominalTime: new Date('2026-02-12T00:00:00Z'),
    position: 1,
    asked: { dataset: 'companies', profile: 'data', mode: 'full' },
    folder,
    files,
    rows: 0,
    manifestSha256: files.at(-1)?.sha256 ?? '',
  };
}

async function writtenRun(id: string): Promise<DeliveredRun> {
  const folder = newFolder();
  const contents = FILES.map(() => randomBytes(200_000));
  for (const [index, name] of FILES.entries()) {
    await writeFile(join(folder, name), contents[index] ?? '');
  }
  return runOf(id, folder, contents);
}

describe('a folder', () => {
  it('that two exports are delivered to at the same moment has all files of one of them', async () => {
    for (let round = 0; round < 20; round += 1) {
      const root = newFolder();
      const runs = [await writtenRun('one'), await writtenRun('other')];
      await Promise.allSettled(
        runs.map((run) => deliverToFolder(root, TARGET, run, '1-1', signal)),
      );
      // What was disturbed alone is tried again.
      const again = await Promise.allSettled(
        runs.map((run) => deliverToFolder(root, TARGET, run, '1-2', signal)),
      );
      const done = runs.filter((_, index) => again[index]?.status === 'fulfilled');
      expect(done).toHaveLength(1);
      for (const { name, sha256 } of done[0]?.files ?? []) {
        expect(digestOf(await readFile(join(root, 'target', STAMP, name)))).toBe(sha256);
      }
    }
  });

  it('has no half file while an attempt that was taken for dead goes on beside another', async () => {
    const root = newFolder();
    const bytes = randomBytes(100_000);
    const [stopped, later] = [await slowly(bytes), await slowly(bytes)];
    const first = deliverToFolder(root, TARGET, stopped.run, '1-1', signal);
    await stopped.half();
    const second = deliverToFolder(root, TARGET, later.run, '1-2', signal);
    await later.half();
    await stopped.rest();
    await first.catch(() => undefined);
    const folder = join(root, 'target', STAMP);
    expect((await readdir(folder)).filter((name) => FILES.includes(name))).toEqual([]);
    await later.rest();
    await second;
    expect(await readdir(folder)).toEqual(['companies.csv']);
    expect((await readFile(join(folder, 'companies.csv'))).equals(bytes)).toBe(true);
  });
});

/** The same run each time, whose one file is read only as far as it is given. */
async function slowly(bytes: Buffer) {
  const folder = join(newFolder(), 'kept');
  await mkdir(folder);
  const path = join(folder, 'companies.csv');
  execFileSync('mkfifo', [path]);
  const opened = open(path, 'w');
  const middle = bytes.length / 2;
  return {
    run: runOf('run', folder, [bytes]),
    half: async () => (await opened).writeFile(bytes.subarray(0, middle)),
    rest: async () => {
      await (await opened).writeFile(bytes.subarray(middle));
      await (await opened).close();
    },
  };
}
