import { describe, expect, it } from '@jest/globals';
import { edict } from './command.js';

const ENVIRONMENT = {
  PATH: process.env['PATH'],
  EDICT_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
};

describe('a command of the benchmark', () => {
  it('gives what it said and its memory at most', async () => {
    const { output, mostResident } = await edict(['--help'], {
      environment: ENVIRONMENT,
      say: () => undefined,
    });
    expect(output).toContain('bench');
    expect(mostResident).not.toBe(0);
  });

  it('that fails is told with its last words', async () => {
    const failing = edict(['verify', '--views'], {
      environment: ENVIRONMENT,
      say: () => undefined,
    });
    await expect(failing).rejects.toThrow(/^edict verify --views: 2: .*cannot be used/s);
  });
});
