import { createPool } from '#libs/database';
import { verifyLedger } from '#libs/ledger';
import type { Measured } from '../contender.js';

/** What `edict verify --ledger --full` does: every event hashed, the root computed again. */
export function open(url: string): Promise<Measured> {
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict bench' });
  return Promise.resolve({
    run: async () => {
      const { events, faultCount } = await verifyLedger(pool, { isFull: true });
      if (faultCount > 0) throw new Error(`${faultCount} faults were found.`);
      return events;
    },
    close: () => pool.end(),
  });
}
