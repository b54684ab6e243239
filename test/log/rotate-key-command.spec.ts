import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openCheckpoint, parseVerifierKey, formatVerifierKey } from '#libs/merkle';
import { COMPANY, event, SYSTEM } from '../api/setup/february.js';
import { edict } from '../start/edict-process.js';
import type { Settings } from '../start/edict-process.js';
import { SignedServer } from './signed-server.js';

let signed: SignedServer;
let settings: Settings;
beforeAll(async () => {
  signed = await SignedServer.start();
  settings = {
    EDICT_DATABASE_URL: signed.server.databaseUrl,
    EDICT_DATA_DIR: signed.dataDir,
  };
});
afterAll(() => signed.close());

describe('edict log rotate-key', () => {
  it('has both keys sign from the next checkpoint on, while the worker runs', async () => {
    const { server } = signed;
    await server.record(COMPANY, '?wait=checkpoint');
    const { exit, output } = await edict(['log', 'rotate-key', '--json'], settings);
    expect(exit).toBe(0);
    const { key, former, position } = JSON.parse(output) as {
      key: string;
      former: string[];
      position: number;
    };
    expect(position).toBe(2);
    expect(former).toEqual(signed.trusted.map(formatVerifierKey));
    await server.record(SYSTEM, '?wait=checkpoint');
    const note = (await server.ask('/v1/log/checkpoint', { key: '' })).text;
    for (const one of [key, ...former]) {
      expect(openCheckpoint(note, [parseVerifierKey(one)]).size).toBe(3);
    }
    expect((await server.ask('/v1/log/keys', { key: '' })).json['keys']).toEqual([
      { key: former[0], from: 0 },
      { key, from: 3 },
    ]);
    const keys = [key, ...former].flatMap((one) => ['--key', one]);
    const verified = await edict(['verify', ...keys], settings);
    expect(verified.output).toContain('The ledger of 3 events is as it was recorded and signed.');
    expect(verified.output).toContain('The views as known at position 3 are what the ledger gives');
    expect(verified.exit).toBe(0);
  });

  it('is the only one who announces keys', async () => {
    const forged = event('forged', 'log.key-rotated', 'log/keys', { key: 'mine' });
    expect((await signed.server.record(forged)).status).toBe(400);
    const own = await signed.server.fresh('/v1/events/2');
    expect(own.json).toMatchObject({ type: 'log.key-rotated', subject: 'log/keys' });
  });

  it('ends with 2 where there is no key', async () => {
    const elsewhere = { ...settings, EDICT_DATA_DIR: `${signed.dataDir}/none` };
    const { exit, output } = await edict(['log', 'rotate-key'], elsewhere);
    expect(exit).toBe(2);
    expect(output).toMatch(/^There is no signing key in /);
  });
});
