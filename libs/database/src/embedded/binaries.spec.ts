import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, repairInstallation } from './binaries.js';
import { run } from './run.js';

let native: string;

beforeEach(async () => {
  native = join(await mkdtemp(join(tmpdir(), 'edict-binaries-')), 'native');
  await mkdir(join(native, 'bin'), { recursive: true });
  await mkdir(join(native, 'lib'));
});

afterEach(async () => {
  await rm(join(native, '..'), { recursive: true });
});

describe('The installed PostgreSQL', () => {
  it('runs', async () => {
    const { initdb, pgCtl, postgres } = await findBinaries();
    for (const binary of [initdb, pgCtl, postgres]) {
      expect(await run(binary, ['--version'])).toMatchObject({ code: 0 });
    }
  });

  it('gets back the links that the install script should have made', async () => {
    const link = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' };
    await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify([link]));
    await repairInstallation(native);
    await repairInstallation(native);
    expect(await readlink(join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('gets back the right to be executed', async () => {
    const binary = join(native, 'bin', 'postgres');
    await writeFile(binary, '#!/bin/sh\n', { mode: 0o644 });
    await repairInstallation(native);
    expect((await stat(binary)).mode & 0o777).toBe(0o755);
  });
});
