import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '#libs/database';
import type { OpenDatabase } from '#libs/database';

/** Databases of the benchmark begin so; they are dropped when it ends. */
const PREFIX = 'edict_bench_';
const EMPTY = `${PREFIX}${process.pid}_empty`;

/** The PostgreSQL that everything is measured on: an embedded one, or one that is given. */
export class BenchPostgres {
  private readonly made = new Set<string>();
  private count = 0;

  private constructor(
    readonly folder: string,
    /** What it is, for the table. */
    readonly version: string,
    private readonly server: OpenDatabase,
  ) {}

  /** @param url of a database from which others may be made; without it, an embedded server */
  static async open(url?: string): Promise<BenchPostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'edict-bench-'));
    // The embedded server may run as another user, who has to enter the folder.
    await chmod(folder, 0o755);
    const server =
      url === undefined
        ? await openDatabase({ dataDir: folder })
        : { url, close: () => Promise.resolve() };
    const [version] = await onDatabase(server.url, async (client) => {
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return rows.map((row) => row.server_version);
    });
    return new BenchPostgres(folder, version ?? '?', server);
  }

  /** A database with nothing in it. */
  async bare(): Promise<string> {
    this.count += 1;
    return this.create(`${PREFIX}${process.pid}_${this.count}`, 'template1');
  }

  /** A database at this version's schema, with an empty ledger. */
  async empty(): Promise<string> {
    if (!this.made.has(EMPTY)) {
      const database = await openDatabase({
        dataDir: this.folder,
        databaseUrl: await this.create(EMPTY, 'template1'),
      });
      await database.close();
    }
    this.count += 1;
    return this.create(`${PREFIX}${process.pid}_${this.count}`, EMPTY);
  }

  async drop(url: string): Promise<void> {
    const name = new URL(url).pathname.slice(1);
    await this.query(`drop database if exists ${name} with (force)`);
    this.made.delete(name);
  }

  async close(): Promise<void> {
    for (const name of this.made) await this.drop(this.urlOf(name));
    await this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async create(name: string, template: string): Promise<string> {
    await this.query(`create database ${name} template ${template}`);
    this.made.add(name);
    return this.urlOf(name);
  }

  private urlOf(name: string): string {
    const url = new URL(this.server.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  private async query(text: string): Promise<void> {
    await onDatabase(this.server.url, (client) => client.query(text));
  }
}

/** What a round left to be done for the next one, such as flushing dirty pages, is not its work. */
export async function settled(url: string): Promise<void> {
  await onDatabase(url, (client) => client.query('checkpoint'));
}

export async function onDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
