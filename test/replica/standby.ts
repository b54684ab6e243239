import { execFileSync } from 'node:child_process';
import { appendFile, chown, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ensurePostgres, migrate } from '#libs/database';
import { newDataDirectory, until } from '../start/edict-process.js';

/** A PostgreSQL of its own for one spec: other specs would be copied with the shared one. */
export class OwnServer {
  private constructor(
    readonly folder: string,
    readonly url: string,
  ) {}

  /** As `npm start` makes it, with Edict's schema. */
  static async primary(): Promise<OwnServer> {
    const server = await OwnServer.on(await newDataDirectory());
    await migrate(server.url);
    return server;
  }

  static async on(folder: string): Promise<OwnServer> {
    const { url } = await ensurePostgres(folder, { durable: false, leased: false });
    return new OwnServer(folder, url);
  }

  /** Ends it as a crash does, or in good order. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const pidFile = join(dataOf(this.folder), 'postmaster.pid');
    const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10);
    process.kill(pid, signal);
    await until(() => !isAlive(pid));
  }

  async ask<Row extends pg.QueryResultRow>(text: string, values: string[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }
}

/** A streaming replica: the files as they were during a backup, and the primary's WAL from there on. */
export async function standbyOf(primary: OwnServer): Promise<OwnServer> {
  const folder = await newDataDirectory();
  const label = await copied(primary, folder);
  const data = dataOf(folder);
  await rm(join(data, 'postmaster.pid'));
  await writeFor(data, 'backup_label', label);
  await writeFor(data, 'standby.signal', '');
  await appendFile(
    join(data, 'postgresql.auto.conf'),
    `primary_conninfo = '${new URL('/', primary.url).href}'\nprimary_slot_name = '${SLOT}'\n`,
  );
  return OwnServer.on(folder);
}

const SLOT = 'standby';

/** One session holds the backup from its begin to its end. */
async function copied(primary: OwnServer, folder: string): Promise<string> {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  await client.query('select pg_create_physical_replication_slot($1, true)', [SLOT]);
  await client.query('select pg_backup_start($1, true)', [SLOT]);
  execFileSync('cp', ['-Rp', join(primary.folder, 'postgres'), folder]);
  const { rows } = await client.query<{ labelfile: string }>(
    'select labelfile from pg_backup_stop(false)',
  );
  await client.end();
  if (rows[0] === undefined) throw new Error('The backup has no label.');
  return rows[0].labelfile;
}

/** As the user whose the data is, whom root starts the server as. */
async function writeFor(data: string, name: string, text: string): Promise<void> {
  await writeFile(join(data, name), text);
  const { uid, gid } = await stat(data);
  await chown(join(data, name), uid, gid);
}

function dataOf(folder: string): string {
  return join(folder, 'postgres', 'data');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
