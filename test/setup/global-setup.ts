import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const STOP_TIMEOUT_MS = 10_000;

/**
 * Gives the run a folder and a name. PostgreSQL itself is started by the first spec that asks for
 * a database (see `database.ts`), so specs of pure code never wait for it. Jest loads this file as
 * CommonJS, which cannot import the project's own modules.
 */
export default async function globalSetup(): Promise<void> {
  const checkout = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 8);
  const folders = `edict-test-${checkout}-`;
  await sweepFolders(folders);
  const folder = mkdtempSync(join(tmpdir(), `${folders}${process.pid}-`));
  // The server may run as another user, who has to enter the folder.
  chmodSync(folder, 0o755);
  const name = `edict_test_${checkout}_${process.pid}_`;
  // What specs make in the folder for temporary files goes with the run.
  const temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  process.env['EDICT_TEST_RUN_FOLDER'] = folder;
  process.env['EDICT_TEST_RUN_NAME'] = name;
  const server = process.env['EDICT_TEST_DATABASE_URL'];
  if (server) await dropDatabases(server, `edict_test_${checkout}_`);
  Object.assign(globalThis, {
    endEdictTests: async () => {
      if (server) await dropDatabases(server, name);
      await removeFolder(folder);
      if (temporary === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = temporary;
    },
  });
}

/** Runs that were killed leave a server and a folder, named by the process that made them. */
async function sweepFolders(prefix: string): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(prefix)) continue;
    if (isAlive(Number.parseInt(entry.slice(prefix.length), 10))) continue;
    await removeFolder(join(tmpdir(), entry));
  }
}

async function removeFolder(folder: string): Promise<void> {
  // Specs may have had servers of their own, in folders within this one.
  const folders = [folder, ...readdirSync(folder).map((entry) => join(folder, entry))];
  const servers = folders.flatMap((one) => postmasterOf(join(one, 'postgres', 'data')) ?? []);
  for (const pid of servers) process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (servers.some(isAlive) && Date.now() < deadline) await sleep(50);
  rmSync(folder, { recursive: true, force: true });
}

/** The server on a data directory, if that is what the pid in its file still is. */
function postmasterOf(data: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10);
    if (!isAlive(pid)) return undefined;
    if (process.platform !== 'linux') return pid;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function dropDatabases(server: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { name } of rows) {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  }
  await client.end();
}
