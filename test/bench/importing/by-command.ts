import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from '../bench.js';
import { nodeArguments } from '../contender.js';
import type { Contender } from '../contender.js';
import { timed } from '../measuring.js';

const run = promisify(execFile);
const CLI = join('dist', 'apps', 'cli', 'src', 'main.js');

export const BY_COMMAND = 'edict import';

/** `edict import` as a user would run it, from its start to its end. */
export function byCommand(file: string, bench: Bench): Contender {
  const { postgres } = bench;
  return {
    name: BY_COMMAND,
    round: async (amount) => {
      const url = await postgres.empty();
      const ms = await timed(() => imported(url, file, amount, bench));
      await postgres.drop(url);
      return { count: amount, ms };
    },
    end: () => Promise.resolve(),
  };
}

/** Imports a file of so many events, all of them new. */
export async function imported(
  url: string,
  file: string,
  events: number,
  { postgres }: Bench,
): Promise<void> {
  const { stdout } = await run(
    process.execPath,
    [...nodeArguments(), CLI, 'import', '--json', file],
    {
      env: {
        PATH: process.env['PATH'],
        EDICT_DATABASE_URL: url,
        EDICT_DATA_DIR: postgres.folder,
      },
    },
  );
  const { files } = JSON.parse(stdout) as { files: readonly { readonly recorded: number }[] };
  const recorded = files[0]?.recorded;
  if (recorded !== events) throw new Error(`${recorded ?? 0} of ${events} events were recorded.`);
}
