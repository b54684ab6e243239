import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { placeFile, replaceFile } from './whole-file.js';

const MODE = 0o600;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edict-whole-'));
  path = join(folder, 'file');
});

describe('A file that is placed', () => {
  it('has its mode, and nothing stands beside it', async () => {
    expect(await placeFile(path, 'one', MODE)).toBe('one');
    expect(await readFile(path, 'utf8')).toBe('one');
    expect((await stat(path)).mode & 0o777).toBe(MODE);
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('never takes the place of another', async () => {
    await placeFile(path, 'one', MODE);
    expect(await placeFile(path, 'other', MODE)).toBe('one');
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('is one for all who place theirs at once', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    const placed = await Promise.all(texts.map((text) => placeFile(path, text, MODE)));
    expect(new Set(placed)).toEqual(new Set([await readFile(path, 'utf8')]));
    expect(await readdir(folder)).toEqual(['file']);
  });
});

describe('A file that is replaced', () => {
  it('is at each moment one of those that were given', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(10_000));
    await replaceFile(path, texts[0] ?? '', MODE);
    const replaced = Promise.all(texts.map((text) => replaceFile(path, text, MODE)));
    for (let read = 0; read < texts.length; read += 1) {
      expect(texts).toContain(await readFile(path, 'utf8'));
    }
    await replaced;
    expect(await readdir(folder)).toEqual(['file']);
  });
});
