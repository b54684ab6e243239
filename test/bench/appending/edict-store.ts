import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { Store } from './store.js';

/** Edict's ledger: expected version, idempotency, leaf hash and gapless positions. */
export function openStore(url: string): Promise<Store> {
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict bench' });
  const ledger = new Ledger(pool);
  return Promise.resolve({
    append: async (stream, version, { id, type, data }) => {
      const event = {
        source: 'urn:edict:bench:appending',
        id,
        type,
        subject: `systems/${stream}`,
        time: '2026-02-10T09:30:00+08:00',
        dataschema: `urn:edict:event:${type}:1`,
        data,
        actor: 'keys/bench',
      };
      const verdict = await ledger.append({ proposals: [{ event, expectedVersion: version }] });
      if (verdict.outcome !== 'recorded') throw new Error(`not recorded: ${verdict.outcome}`);
    },
    close: async () => {
      await ledger.close();
      await pool.end();
    },
  });
}
