import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SETTINGS } from '#libs/runtime';
import { createEmptyDatabase } from '../setup/database.js';
import { edict } from './edict-process.js';

describe('edict', () => {
  it.each([[[]], [['up']], [['config']], [['migrate']]])('%j has help', async (command) => {
    const { exit, output } = await edict([...command, '--help']);
    expect(exit).toBe(0);
    expect(output).toMatch(/^Usage: edict/);
  });

  it('says which version it is', async () => {
    expect(await edict(['--version'])).toEqual({
      exit: 0,
      output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('says nothing more where nobody reads the rest of its answer', async () => {
    const pipeline = 'node dist/apps/cli/src/main.js --help | true';
    const ended = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', pipeline]);
    expect(ended).toEqual({ stdout: '', stderr: '' });
  });

  it.each([
    ['a command that does not exist', ['upp']],
    ['an option that does not exist', ['config', '--yaml']],
    ['an argument too many', ['migrate', 'now']],
  ])('ends with 2 after %s', async (_, args) => {
    expect(await edict(args)).toMatchObject({ exit: 2, output: expect.stringMatching(/^error: /) });
  });
});

describe('edict config', () => {
  it('lists every setting with its default and what it is now, but no secret', async () => {
    const { exit, output } = await edict(['config'], {
      EDICT_PORT: '8080',
      EDICT_ADMIN_KEY: 'a-key-nobody-may-see',
    });
    expect(exit).toBe(0);
    for (const { name } of SETTINGS) expect(output).toContain(name);
    expect(output).toMatch(/EDICT_PORT +8080 +3000 /);
    expect(output).not.toContain('nobody');
  });

  it('answers machines in JSON', async () => {
    const { output } = await edict(['config', '--json'], { EDICT_SEED: 'none' });
    const settings = JSON.parse(output) as { name: string }[];
    expect(settings.map(({ name }) => name)).toEqual(SETTINGS.map(({ name }) => name));
    expect(settings).toContainEqual(
      expect.objectContaining({ name: 'EDICT_SEED', value: 'none', default: 'shipped', set: true }),
    );
  });

  it('names what is wrong and ends with 2', async () => {
    const { exit, output } = await edict(['config'], { EDICT_SEED: 'all' });
    expect(exit).toBe(2);
    expect(output).toContain('EDICT_SEED must be shipped or none. "all" is not.');
  });
});

describe('edict migrate', () => {
  it('applies what is missing and then says that nothing is', async () => {
    const { url } = await createEmptyDatabase();
    const settings = { EDICT_DATABASE_URL: url };
    expect(await edict(['migrate'], settings)).toMatchObject({
      exit: 0,
      output: expect.stringMatching(/^Applied migration Roles/),
    });
    expect(await edict(['migrate'], settings)).toEqual({
      exit: 0,
      output: 'The schema is up to date.\n',
    });
    expect((await edict(['migrate', '--json'], settings)).output).toBe('{"applied":[]}\n');
  });

  it('ends with 2 where the database cannot be reached', async () => {
    const settings = { EDICT_DATABASE_URL: 'postgres://127.0.0.1:1/edict' };
    expect(await edict(['migrate'], settings)).toMatchObject({
      exit: 2,
      output: expect.stringMatching(/^The database in EDICT_DATABASE_URL cannot be used: .+\n$/),
    });
  });
});
