import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN_KEY, FIRST_READY_TIMEOUT_MS, newDataDirectory, up } from '../start/edict-process.js';
import type { EdictProcess } from '../start/edict-process.js';
import { paste, patternOf, tourOf } from './tour.js';

const BLOCKS = tourOf(readFileSync('README.md', 'utf8'));

describe('the tour in README.md', () => {
  let edict: EdictProcess;
  let printed: readonly string[];

  beforeAll(async () => {
    edict = up({ EDICT_DATA_DIR: await newDataDirectory(), EDICT_SEED: 'shipped' });
    const { port } = new URL(await edict.ready(FIRST_READY_TIMEOUT_MS));
    printed = await paste(BLOCKS, { EDICT_PORT: port, EDICT_ADMIN_KEY: ADMIN_KEY });
  }, 180_000);

  afterAll(async () => {
    edict.kill('SIGTERM');
    await edict.exit;
  });

  it.each(
    BLOCKS.map(({ commands, shown }, at) => [commands.split('\n', 1)[0], shown, at] as const),
  )('prints what it shows: %s', (_, shown, at) => {
    expect(printed[at]).toMatch(patternOf(shown));
  });

  it('is a tour, and not a page without one', () => {
    expect(BLOCKS.length).toBeGreaterThan(8);
  });
});
