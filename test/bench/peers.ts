import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from './measuring.js';
import type { Say } from './report.js';

const run = promisify(execFile);

/** Other event stores and what makes requests, with a lock of their own beside the project's. */
export const PEERS = join('test', 'bench', 'peers');
const INSTALLED = join(PEERS, 'node_modules', '.package-lock.json');

/** Event stores that are measured beside Edict's, each with the module that opens it. */
export const PEER_STORES = {
  Emmett: 'emmett.mjs',
  Castore: 'castore.mjs',
  'Message DB': 'message-db.mjs',
} as const;

/** Those that cannot be measured, and why; the table says so. */
export const NOT_MEASURED: Readonly<Record<string, string>> = {
  ocoda: 'its adapter for PostgreSQL, @ocoda/event-sourcing-postgres, is not found in the registry',
};

/** Installs them once; says why where that is not possible. */
export async function installPeers(say: Say): Promise<string | undefined> {
  const isInstalled = await access(INSTALLED).then(
    () => true,
    () => false,
  );
  if (isInstalled) return undefined;
  say(`installing what Edict is compared with, into ${PEERS}/node_modules`);
  try {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: PEERS,
      shell: process.platform === 'win32',
    });
    return undefined;
  } catch (error) {
    const [reason = ''] = messageOf(error)
      .split('\n')
      .filter((line) => line.includes('npm error'));
    return `not installed (npm ci in ${PEERS}: ${reason})`;
  }
}
