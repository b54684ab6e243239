import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { up } from '../start/edict-process.js';
import { createTestDatabase } from '../setup/database.js';
import { OwnServer, standbyOf } from './standby.js';

let primary: OwnServer;
let standby: OwnServer;

beforeAll(async () => {
  primary = await OwnServer.primary();
  standby = await standbyOf(primary);
});

afterAll(async () => {
  await standby.stop();
  await primary.stop();
});

it('refuses to read from what is no replica of its database', async () => {
  const { url } = await createTestDatabase();
  const wrong = [
    [primary.url, primary.url, 'follows no other server'],
    [url, standby.url, 'follows another server'],
  ] as const;
  for (const [database, replica, fault] of wrong) {
    const edict = up({ EDICT_DATABASE_URL: database, EDICT_READ_DATABASE_URL: replica });
    expect(await edict.exit).toBe(2);
    expect(edict.output).toContain(`EDICT_READ_DATABASE_URL must lead to a streaming replica`);
    expect(edict.output).toContain(fault);
    expect(edict.output).not.toContain('postgres://');
  }
});

it('starts without the replica, and says so', async () => {
  const nobody = 'postgres://edict:edict@127.0.0.1:9/edict';
  const edict = up({ EDICT_DATABASE_URL: primary.url, EDICT_READ_DATABASE_URL: nobody });
  await edict.ready();
  edict.kill('SIGTERM');
  expect(await edict.exit).toBe(0);
  expect(edict.output).toContain('The replica cannot be reached');
});
