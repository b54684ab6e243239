import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { generate } from '../../../apps/cli/src/bench/generate.js';
import type { Bench } from '../bench.js';

const EVENTS = 200_000;
const QUICK_EVENTS = 30_000;
const EVENTS_PER_COMPANY = 100;

/** A database with a ledger of made-up companies. */
export async function madeUpLedger({ postgres, isQuick, say }: Bench): Promise<string> {
  const url = await postgres.empty();
  const events = isQuick ? QUICK_EVENTS : EVENTS;
  say(`appending ${events} events`);
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict bench' });
  const ledger = new Ledger(pool);
  try {
    await generate(ledger, { events, companies: events / EVENTS_PER_COMPANY, seed: 1 });
  } finally {
    await ledger.close();
    await pool.end();
  }
  return url;
}
