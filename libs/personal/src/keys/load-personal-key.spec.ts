import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { loadPersonalKey, NoPersonalKey } from '../index.js';

let pool: pg.Pool;
let dataDir: string;

beforeEach(async () => {
  const { url } = await createTestDatabase();
  pool = createPool({ url, role: 'edict_app', applicationName: 'spec' });
  dataDir = await mkdtemp(join(tmpdir(), 'edict-personal-'));
});
afterEach(() => pool.end());

const file = () => join(dataDir, 'personal-key');

describe('the key of personal values', () => {
  it('is made at the first start, for nobody else to read, and found again', async () => {
    const made = await loadPersonalKey({ dataDir }, pool);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['personal-key']);
    const found = await loadPersonalKey({ dataDir }, pool);
    expect(found.personOf('Li Wei')).toEqual(made.personOf('Li Wei'));
    expect(found.personOf('Li Wei ')).not.toEqual(made.personOf('Li Wei'));
  });

  it('is one key for processes that start at once', async () => {
    const loaded = await Promise.all(
      Array.from({ length: 8 }, () => loadPersonalKey({ dataDir }, pool)),
    );
    const prints = new Set(loaded.map(({ fingerprint }) => fingerprint.toString('hex')));
    expect(prints.size).toBe(1);
  });

  it('is taken from the settings, as a text or as a file', async () => {
    const made = await loadPersonalKey({ dataDir }, pool);
    const text = (await readFile(file(), 'utf8')).trim();
    for (const personalKey of [text, file()]) {
      const given = await loadPersonalKey({ dataDir: join(dataDir, 'none'), personalKey }, pool);
      expect(given.fingerprint).toEqual(made.fingerprint);
    }
  });

  it('is not made anew for a database that has one', async () => {
    await loadPersonalKey({ dataDir }, pool);
    const elsewhere = await mkdtemp(join(tmpdir(), 'edict-personal-'));
    await expect(loadPersonalKey({ dataDir: elsewhere }, pool)).rejects.toThrow(NoPersonalKey);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it('is refused where it is that of another database, broken or not there', async () => {
    await loadPersonalKey({ dataDir }, pool);
    const other = `edict-personal-key:${'A'.repeat(43)}`;
    const load = (personalKey: string) => loadPersonalKey({ dataDir, personalKey }, pool);
    await expect(load(other)).rejects.toThrow('is not the one of this database');
    await expect(load(join(dataDir, 'none'))).rejects.toThrow('names no file');
    await writeFile(file(), 'edict-personal-key:short\n');
    const broken = loadPersonalKey({ dataDir }, pool);
    await expect(broken).rejects.toThrow('cannot be read');
    await expect(broken).rejects.not.toThrow('short');
  });
});
