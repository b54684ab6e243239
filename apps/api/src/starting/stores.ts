import type pg from 'pg';
import { ApiKeys, BrowserSessions } from '#libs/access';
import { createPool } from '#libs/database';
import { Ledger, LedgerLog } from '#libs/ledger';
import { PersonalValues } from '#libs/personal';
import type { PersonalKey } from '#libs/personal';
import { Recorder } from '#libs/recording';
import type { Config, Logger } from '#libs/runtime';

const CONNECTIONS_MAX = 4;

/** What the start itself reads and writes, beside the API. */
export interface Stores {
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  readonly log: LedgerLog;
  readonly recorder: (key: PersonalKey) => Recorder;
  readonly keys: (config: Config) => ApiKeys;
  readonly sessions: (config: Config) => BrowserSessions;
  readonly close: () => Promise<void>;
}

export function openStores(url: string, logger: Logger): Stores {
  const pool = createPool({
    url,
    role: 'edict_app',
    applicationName: 'edict start',
    max: CONNECTIONS_MAX,
    onIdleError: (error) => {
      logger.warn({ err: error }, 'an idle connection broke');
    },
  });
  const ledger = new Ledger(pool);
  const log = new LedgerLog(pool);
  return {
    pool,
    ledger,
    log,
    recorder: (key) => new Recorder({ ledger, personal: new PersonalValues(pool, key) }),
    keys: (config) => new ApiKeys(pool, config),
    sessions: (config) => new BrowserSessions(pool, config),
    close: async () => {
      await ledger.close();
      log.close();
      await pool.end();
    },
  };
}
