import { createPool, openDatabase } from '#libs/database';
import type { FoldOptions } from '#libs/compliance';
import { Ledger } from '#libs/ledger';
import { loadConfig } from '#libs/runtime';
import { progressDisplay } from './progress.js';

/** Folding is long work, in few and large transactions. */
const NO_TIMEOUT = 0;
const CONNECTIONS_MAX = 6;

/** Runs a piece of work on all views as the owner of the schema, showing how far it is. */
export async function withViews<Result>(
  what: string,
  isSilent: boolean,
  work: (options: FoldOptions) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(loadConfig(process.env));
  const pool = createPool({
    url: database.url,
    applicationName: `edict ${what}`,
    max: CONNECTIONS_MAX,
    statementTimeoutMs: NO_TIMEOUT,
    idleInTransactionTimeoutMs: NO_TIMEOUT,
  });
  const ledger = new Ledger(pool);
  const progress = progressDisplay(isSilent);
  try {
    return await work({
      pool,
      ledger,
      onProgress: ({ done, total }) => {
        progress.show({ what: 'Folding events', done, total });
      },
    });
  } finally {
    progress.end();
    await ledger.close();
    await pool.end();
    await database.close();
  }
}
