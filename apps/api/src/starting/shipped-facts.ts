import { setTimeout as sleep } from 'node:timers/promises';
import { STATUS_VIEWS, reachedPosition } from '#libs/compliance';
import { seedShipped } from '#libs/importers';
import type { ImportReport } from '#libs/importers';
import type { Recorder } from '#libs/recording';
import type { Config, Shutdown } from '#libs/runtime';
import type { Stores } from './stores.js';

const POLL_MS = 100;
const SAY_EVERY_MS = 2_000;

interface Seeded extends Pick<Stores, 'ledger' | 'pool'> {
  readonly recorder: Recorder;
}

/** Records the facts that ship with Edict, as far as they are not on the ledger yet. */
export async function seed(
  config: Config,
  { ledger, pool, recorder }: Seeded,
  say: (line: string) => void,
): Promise<void> {
  if (config.seed === 'none') return;
  const sayNow = atMostEvery(SAY_EVERY_MS, say);
  await seedShipped({
    ledger,
    pool,
    recorder,
    onProgress: ({ file, done, total }) => {
      sayNow(`Recording shipped facts: ${file}, ${done} of ${total}`);
    },
    onPack: (pack, reports) => {
      say(`Recorded shipped facts: ${pack}, ${eventsOf(reports)} events`);
    },
  });
}

function eventsOf(reports: readonly ImportReport[]): number {
  return reports.reduce((sum, { recorded }) => sum + recorded, 0);
}

/** Resolves when the worker has projected all that is recorded by now. */
export async function awaitProjection(
  { ledger, pool }: Stores,
  shutdown: Shutdown,
  say: (line: string) => void,
): Promise<void> {
  const { position: head } = await ledger.head();
  const sayNow = atMostEvery(SAY_EVERY_MS, say);
  for (;;) {
    const position = await reachedPosition(pool, STATUS_VIEWS);
    if (position >= head) return;
    sayNow(`Projected ${position} of ${head} events`);
    await sleep(POLL_MS);
    shutdown.goOn();
  }
}

/** Passes on the first line after each such time; what lies between is left out. */
function atMostEvery(ms: number, say: (line: string) => void): (line: string) => void {
  let saidAt = Date.now();
  return (line) => {
    if (Date.now() - saidAt < ms) return;
    saidAt = Date.now();
    say(line);
  };
}
