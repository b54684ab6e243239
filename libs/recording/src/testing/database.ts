import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { createTestDatabase } from '../../../../test/setup/database.js';
import { Recorder } from '../recorder.js';

export interface RecordingProcess {
  readonly ledger: Ledger;
  readonly recorder: Recorder;
}

/** A database of its own, with as many writing processes on it as asked for. */
export async function recordingProcesses(count: number): Promise<{
  readonly processes: readonly RecordingProcess[];
  close: () => Promise<void>;
}> {
  const database = await createTestDatabase();
  const pools = Array.from({ length: count }, (_, index) =>
    createPool({ url: database.url, role: 'edict_app', applicationName: `recorder ${index}` }),
  );
  const processes = pools.map((pool) => {
    const ledger = new Ledger(pool);
    return { ledger, recorder: new Recorder({ ledger }) };
  });
  return {
    processes,
    close: async () => {
      await Promise.all(processes.map(({ ledger }) => ledger.close()));
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
    },
  };
}
