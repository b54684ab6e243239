import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FromThread, ThreadTask, ToThread } from './fold-thread.js';
import type { LedgerPart } from './ledger-survey.js';
import type { TakenPart } from './part-fold.js';

/** Compiled beside this file; where the program runs from its sources there is none. */
const THREAD = new URL('./fold-thread.js', import.meta.url);

/** Nearly all that folding makes is soon of no use: the less often that is looked for, the better. */
const LIMITS = { maxYoungGenerationSizeMb: 192 };

export function canUseThreads(): boolean {
  return existsSync(THREAD);
}

/** Folds all parts in several threads, each of which takes the next as soon as it is done. */
export async function foldInThreads(
  task: ThreadTask,
  count: number,
  parts: readonly LedgerPart[],
  onTaken: (taken: TakenPart) => void,
): Promise<void> {
  const left = parts.values();
  const threads = Array.from(
    { length: count },
    () => new Worker(THREAD, { workerData: task, resourceLimits: LIMITS }),
  );
  try {
    await Promise.all(threads.map((thread) => served(thread, left, onTaken)));
  } finally {
    // Whoever began the generation throws it away where one failed.
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** Resolves when the thread has written everything and ended. */
function served(
  thread: Worker,
  left: Iterator<LedgerPart>,
  onTaken: (taken: TakenPart) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.on('message', (message: FromThread) => {
      if (message !== 'ready') onTaken(message.taken);
      const next = left.next();
      const answer: ToThread = next.done === true ? 'no more' : { part: next.value };
      thread.postMessage(answer);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A thread that folds ended with ${code}.`));
    });
  });
}
