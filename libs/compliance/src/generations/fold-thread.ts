/** The entry of a thread that folds the parts which it is given, on connections of its own. */
import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { LedgerPart } from './ledger-survey.js';
import { PartFold, type FoldTask, type TakenPart } from './part-fold.js';

/** What the thread is started with. */
export interface ThreadTask extends FoldTask {
  readonly url: string;
}

/** What the thread is told: the next part, or that there is none. */
export type ToThread = { readonly part: LedgerPart } | 'no more';

/** What it answers after each part; it ends once all rows are written. */
export type FromThread = { readonly taken: TakenPart } | 'ready';

const NO_TIMEOUT = 0;

if (parentPort !== null) {
  // The thread that starts this one gives it nothing else.
  const { url, ...task } = workerData as ThreadTask;
  const port = parentPort;
  const pool = createPool({
    url,
    applicationName: 'edict fold',
    statementTimeoutMs: NO_TIMEOUT,
    idleInTransactionTimeoutMs: NO_TIMEOUT,
  });
  const ledger = new Ledger(pool);
  const parts = partsFrom(on(port, 'message') as AsyncIterable<readonly [ToThread]>);
  port.postMessage('ready' satisfies FromThread);
  await new PartFold(task, { pool, ledger }).take(parts, (taken) => {
    port.postMessage({ taken } satisfies FromThread);
  });
  await ledger.close();
  await pool.end();
  port.close();
}

async function* partsFrom(
  messages: AsyncIterable<readonly [ToThread]>,
): AsyncGenerator<LedgerPart, void> {
  for await (const [message] of messages) {
    if (message === 'no more') return;
    yield message.part;
  }
}
