import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { appending } from './appending/appending.js';
import type { OpenStore } from './appending/store.js';
import type { ChildAnswer, Measured } from './contender.js';
import { messageOf } from './measuring.js';

/** What a module exports: an event store, or a whole thing to be measured. */
interface Module {
  readonly openStore?: OpenStore;
  readonly open?: (...words: readonly string[]) => Promise<Measured>;
}

const [, , module = '', ...words] = process.argv;

try {
  const measured = await opened((await import(pathToFileURL(module).href)) as Module);
  process.on('message', ({ amount }: { readonly amount: number }) => {
    void round(measured, amount).then(answer);
  });
  process.once('disconnect', () => {
    void measured.close();
  });
  answer({ count: 0, ms: 0 });
} catch (error) {
  answer({ error: messageOf(error) });
  process.disconnect();
}

function opened({ open, openStore }: Module): Promise<Measured> {
  if (openStore !== undefined) return appending(openStore, ...words);
  if (open !== undefined) return open(...words);
  throw new Error(`${module} has nothing to be measured.`);
}

async function round(measured: Measured, amount: number): Promise<ChildAnswer> {
  try {
    const startedAt = performance.now();
    const done = await measured.run(amount);
    return typeof done === 'number' ? { count: done, ms: performance.now() - startedAt } : done;
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function answer(said: ChildAnswer): void {
  process.send?.(said);
}
