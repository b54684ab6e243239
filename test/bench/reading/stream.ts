import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { Measured } from '../contender.js';

/** The whole ledger page by page, as exports and queries read it. */
export function open(url: string): Promise<Measured> {
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict bench' });
  const ledger = new Ledger(pool);
  return Promise.resolve({
    run: async () => {
      let count = 0;
      for await (const event of ledger.stream({})) count += event.position > 0 ? 1 : 0;
      return count;
    },
    close: async () => {
      await ledger.close();
      await pool.end();
    },
  });
}
