import { afterEach, describe, expect, it } from '@jest/globals';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { Recorder } from '#libs/recording';
import { COMPANY, SYSTEM } from '../api/setup/february.js';
import { createTestDatabase } from '../setup/database.js';
import { testPersonalValues } from '../setup/personal-values.js';
import { newDataDirectory, until } from '../start/edict-process.js';
import { WorkerProcess } from '../worker/worker-process.js';
import { ASSIGNED, WAIVED } from './named-duties.js';
import { sayErased, standingIn } from './said-to-be-erased.js';

let worker: WorkerProcess | undefined;
afterEach(async () => {
  worker?.kill('SIGTERM');
  await worker?.exit;
});

async function recorded(): Promise<string> {
  const { url } = await createTestDatabase();
  const pool = createPool({ url, role: 'edict_app', applicationName: 'spec', max: 2 });
  const ledger = new Ledger(pool);
  const recorder = new Recorder({ ledger, personal: testPersonalValues(pool) });
  const events = [COMPANY, SYSTEM, ASSIGNED, WAIVED].map(
    ({ source, id, type, subject, time, data }) => ({ source, id, type, subject, time, data }),
  );
  await recorder.record(events, { actor: 'key:desk' });
  await ledger.close();
  await pool.end();
  return url;
}

describe('A worker', () => {
  it('finishes as it starts what a process that died has said to be erased', async () => {
    const url = await recorded();
    await sayErased(url, ASSIGNED, 3, '/owner');
    expect(await standingIn(url)).toBe(2);
    const dataDir = await newDataDirectory();
    worker = await new WorkerProcess({ EDICT_DATABASE_URL: url, EDICT_DATA_DIR: dataDir }).runs();
    expect(await standingIn(url)).toBe(1);
    // A command that was killed is not started again by anybody.
    await sayErased(url, WAIVED, 4, '/by');
    await until(async () => (await standingIn(url)) === 0, 30_000);
    expect(worker.output).toContain('An erasure that was cut short is finished.');
  });
});
