import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../error-code.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const PORT_LINE = 3;

/** The server that runs on a data directory, by the file it keeps there; a stale file is none. */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const lines = await pidFileLines(dataFolder);
  const pid = Number.parseInt(lines?.[0] ?? '', 10);
  const port = Number.parseInt(lines?.[PORT_LINE] ?? '', 10);
  if (!Number.isInteger(pid) || !Number.isInteger(port)) return undefined;
  return (await serves(pid, dataFolder)) ? { pid, port } : undefined;
}

/**
 * After a restart of the machine another process may have the pid in a stale file, and PostgreSQL
 * would take it for a running server. With our own pid there it looks at the shared memory alone,
 * which tells the truth about servers still running.
 */
export async function disownStalePidFile(dataFolder: string): Promise<void> {
  const lines = await pidFileLines(dataFolder);
  const pid = Number.parseInt(lines?.[0] ?? '', 10);
  if (!lines || !Number.isInteger(pid) || !isAlive(pid)) return;
  if (await serves(pid, dataFolder)) return;
  const file = join(dataFolder, 'postmaster.pid');
  await writeFile(file, [String(process.pid), ...lines.slice(1)].join('\n'));
}

async function pidFileLines(dataFolder: string): Promise<string[] | undefined> {
  try {
    return (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return undefined;
  }
}

async function serves(pid: number, dataFolder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return command.split('\0').includes(dataFolder);
  } catch {
    return isAlive(pid);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
