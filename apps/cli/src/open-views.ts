import { availableParallelism } from 'node:os';
import { createPool, openDatabase } from '#libs/database';
import type { FoldOptions, FoldProgress } from '#libs/compliance';
import { Ledger } from '#libs/ledger';
import { keepMemorySteady, loadConfig } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { progressDisplay } from './progress.js';
import type { ProgressDisplay } from './progress.js';

/** Folding is long work, in few and large transactions. */
const NO_TIMEOUT = 0;
const CONNECTIONS_MAX = 6;

/** What a piece of work may need beside the database. */
export interface Surroundings {
  readonly config: Config;
  readonly progress: ProgressDisplay;
}

/** Runs a piece of work on all views as the owner of the schema, showing how far it is. */
export async function withViews<Result>(
  what: string,
  isSilent: boolean,
  work: (options: FoldOptions, surroundings: Surroundings) => Promise<Result>,
): Promise<Result> {
  keepMemorySteady();
  const config = loadConfig(process.env);
  const database = await openDatabase(config);
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
    const onProgress = (reached: FoldProgress): void => {
      progress.show({ what: workOf(reached), done: reached.done, total: reached.total });
    };
    const threads = { count: availableParallelism(), url: database.url };
    return await work({ pool, ledger, onProgress, threads }, { config, progress });
  } finally {
    progress.end();
    await ledger.close();
    await pool.end();
    await database.close();
  }
}

function workOf(reached: FoldProgress): string {
  return reached.stage === 'folding' ? 'Folding events' : `Keys and indexes (${reached.making})`;
}
