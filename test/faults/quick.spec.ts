import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isFound, playControl, playRound } from './play.js';
import type { FaultRow } from './row.js';
import { KILLED_API } from './rows/killed-processes.js';

/** What takes seconds; `npm run test:faults` has all rows. */
const QUICK: readonly FaultRow[] = [KILLED_API];
const SEED = Number(process.env['EDICT_TEST_SEED'] ?? randomInt(2 ** 31));

describe.each(QUICK.map((row) => [row.fault, row] as const))('%s', (_, row) => {
  const playing = { seed: SEED, isQuick: true, say: () => undefined };

  it(`keeps what was acknowledged (seed ${SEED})`, async () => {
    expect((await playRound(row.round, playing)).findings).toEqual([]);
  }, 120_000);

  it(`would be found to do harm where ${row.control.broken} (seed ${SEED})`, async () => {
    expect(isFound(row.control.finds, await playControl(row, playing))).toBe(true);
  }, 180_000);
});
