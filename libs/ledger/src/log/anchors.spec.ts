import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Anchors } from './anchors.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edict-anchors-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const contents = async (name: string) => readFile(join(folder, 'kept', name), 'utf8');
const at = (time: string) => new Date(`2026-03-01T${time}Z`);

describe('Anchors', () => {
  it('are the newest checkpoint, and the first of each hour, which stays', async () => {
    const anchors = new Anchors(join(folder, 'kept'));
    await anchors.write('one', at('09:00:00'));
    await anchors.write('two', at('09:59:59'));
    await anchors.write('three', at('10:00:00'));
    expect(await readdir(join(folder, 'kept'))).toEqual([
      '2026-03-01T09Z.checkpoint',
      '2026-03-01T10Z.checkpoint',
      'latest.checkpoint',
    ]);
    expect(await contents('2026-03-01T09Z.checkpoint')).toBe('one');
    expect(await contents('2026-03-01T10Z.checkpoint')).toBe('three');
    expect(await contents('latest.checkpoint')).toBe('three');
  });

  it('fail where their folder cannot be written, instead of going missing', async () => {
    await writeFile(join(folder, 'kept'), 'a file');
    await expect(new Anchors(join(folder, 'kept')).write('one', at('09:00:00'))).rejects.toThrow();
  });
});
