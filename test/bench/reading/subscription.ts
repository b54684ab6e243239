import { createPool } from '#libs/database';
import { Ledger, ProjectionRunner } from '#libs/ledger';
import type { Projection } from '#libs/ledger';
import type { Measured } from '../contender.js';

/** The whole ledger by a subscription: exactly once, its position kept with each batch. */
export async function open(url: string): Promise<Measured> {
  const pool = createPool({ url, role: 'edict_worker', applicationName: 'edict bench' });
  const reader = createPool({ url, role: 'edict_app', applicationName: 'edict bench' });
  const ledger = new Ledger(reader);
  const { position } = await ledger.head();
  let round = 0;
  return {
    run: async () => {
      round += 1;
      await followed(pool, `bench-${process.pid}-${round}`, position);
      return position;
    },
    close: async () => {
      await ledger.close();
      await Promise.all([pool.end(), reader.end()]);
    },
  };
}

async function followed(
  pool: ReturnType<typeof createPool>,
  name: string,
  head: number,
): Promise<void> {
  let seen = 0;
  await new Promise<void>((resolve) => {
    const projection: Projection = {
      name,
      version: 1,
      apply: (_, events) => {
        seen += events.length;
        // The runner stops once this batch is committed.
        if (events.at(-1)?.position === head) void runner.stop().then(resolve);
        return Promise.resolve();
      },
    };
    const runner = new ProjectionRunner({ pool, projection });
    runner.start();
  });
  if (seen !== head) throw new Error(`${seen} events came of ${head}.`);
}
