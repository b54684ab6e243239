import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';

it('what a spec makes in the folder for temporary files goes with the run', async () => {
  const made = await mkdtemp(join(tmpdir(), 'edict-'));
  expect(dirname(made)).toBe(process.env['EDICT_TEST_RUN_FOLDER']);
});
