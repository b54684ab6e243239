import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folderPrefix, removeAbandonedPacks } from './abandoned-packs.js';

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('exit', resolve));
  return Number(child.pid);
}

describe('What a process left behind that died while it made a pack', () => {
  it('is removed, and nothing that another one still makes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'edict-packing-'));
    const dead = `pack-${await endedProcess()}-aaaaaa`;
    const living = `pack-${process.ppid}-bbbbbb`;
    const before = `${folderPrefix()}cccccc`;
    for (const name of [dead, living, before, 'of-somebody-else']) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'personal.ndjson'), 'Li Wei');
    }
    await removeAbandonedPacks(folder);
    expect((await readdir(folder)).sort()).toEqual(['of-somebody-else', living].sort());
  });

  it('is nothing where no pack was ever made', async () => {
    await expect(removeAbandonedPacks(join(tmpdir(), 'edict-none'))).resolves.toBeUndefined();
  });
});
