import { ApiKeys, BrowserSessions, Grants, StandingKeys } from '#libs/access';
import { createPool, openDatabase } from '#libs/database';
import { Ledger, refuseOlderLedger } from '#libs/ledger';
import { loadConfig } from '#libs/runtime';
import type { Config } from '#libs/runtime';

/** What whoever rules the host can do with keys. */
export interface Office {
  readonly config: Config;
  readonly keys: ApiKeys;
  readonly grants: Grants;
  readonly standing: StandingKeys;
  readonly sessions: BrowserSessions;
}

/** Opens the database that the settings name, and closes it after the work. */
export async function withOffice<Result>(
  work: (office: Office) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(process.env);
  const database = await openDatabase(config);
  const { url } = database;
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict key' });
  const ledger = new Ledger(pool);
  try {
    await refuseOlderLedger(ledger, config.dataDir);
    const keys = new ApiKeys(pool, config);
    return await work({
      config,
      keys,
      grants: new Grants(keys, ledger),
      standing: new StandingKeys(pool, config),
      sessions: new BrowserSessions(pool, config),
    });
  } finally {
    await ledger.close();
    await pool.end();
    await database.close();
  }
}
