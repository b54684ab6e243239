import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { PersonalValues } from '#libs/personal';
import type pg from 'pg';
import { testPersonalValues } from '../../../../test/setup/personal-values.js';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { Recorder } from '../recorder.js';

export interface RecordingProcess {
  readonly ledger: Ledger;
  readonly pool: pg.Pool;
  readonly personal: PersonalValues;
  readonly recorder: Recorder;
}

/** A database of its own, with as many writing processes on it as asked for. */
export async function recordingProcesses(count: number): Promise<{
  readonly processes: readonly RecordingProcess[];
  readonly url: string;
  close: () => Promise<void>;
}> {
  const database = await createTestDatabase();
  const pools = Array.from({ length: count }, (_, index) =>
    createPool({ url: database.url, role: 'edict_app', applicationName: `recorder ${index}` }),
  );
  const processes = pools.map((pool) => {
    const ledger = new Ledger(pool);
    const personal = testPersonalValues(pool);
    return { ledger, pool, personal, recorder: new Recorder({ ledger, personal }) };
  });
  return {
    processes,
    url: database.url,
    close: async () => {
      await Promise.all(processes.map(({ ledger }) => ledger.close()));
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
    },
  };
}
