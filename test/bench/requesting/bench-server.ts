import { fork } from 'node:child_process';
import { join } from 'node:path';
import { nodeArguments } from '../contender.js';

const CHILD = join('dist', 'test', 'bench', 'requesting', 'server-child.js');

/** Of the key that every request carries. */
export const KEY = 'a-key-for-the-benchmark';

export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The API in a process of its own, without a worker, on one database. */
export async function startServer(databaseUrl: string, folder: string): Promise<BenchServer> {
  const child = fork(CHILD, {
    execArgv: [...nodeArguments()],
    env: {
      PATH: process.env['PATH'],
      EDICT_DATABASE_URL: databaseUrl,
      EDICT_DATA_DIR: folder,
      EDICT_PORT: '0',
      EDICT_ADMIN_KEY: KEY,
      EDICT_LOG_LEVEL: 'error',
    },
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (said: { readonly url: string }) => {
      resolve(said.url);
    });
    child.once('exit', () => {
      reject(new Error('The server did not start.'));
    });
  });
  return {
    url,
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
