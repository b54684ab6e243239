import { readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '#libs/database';
import type { OpenDatabase } from '#libs/database';
import type { Say } from './report.js';
import { edict } from './running/command.js';

/** Databases of the benchmark begin so; they are dropped when it ends. */
const PREFIX = 'edict_bench_';
const EMPTY = `${PREFIX}${process.pid}_empty`;
const RULED = `${PREFIX}${process.pid}_ruled`;
/** The rules that Edict ships, and what they rest on. */
const RULES: readonly string[] = [
  'data/calendars/cn.json',
  'data/instruments/instruments.json',
  ...readdirSync('data/rules')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `data/rules/${file}`),
];

/** The PostgreSQL that everything is measured on: an embedded one, or one that is given. */
export class BenchPostgres {
  private readonly made = new Set<string>();
  private count = 0;

  private constructor(
    readonly folder: string,
    /** What it is, for the table. */
    readonly version: string,
    private readonly server: OpenDatabase,
    private readonly say: Say,
  ) {}

  /** @param url of a database from which others may be made; without it, an embedded server */
  static async open(say: Say, url?: string): Promise<BenchPostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'edict-bench-'));
    // The embedded server may run as another user, who has to enter the folder.
    await chmod(folder, 0o755);
    try {
      const server =
        url === undefined
          ? await openDatabase({ dataDir: folder })
          : { url, close: () => Promise.resolve() };
      return new BenchPostgres(folder, await versionOf(server.url), server, say);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
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

  /** A database whose ledger has the shipped rules, and nothing else. */
  async ruled(): Promise<string> {
    if (!this.made.has(RULED)) {
      const url = await this.empty();
      const environment = this.environment(url, this.folder);
      await edict(['import', ...RULES], { environment, say: this.say });
      await this.create(RULED, databaseOf(url));
      await this.drop(url);
    }
    this.count += 1;
    return this.create(`${PREFIX}${process.pid}_${this.count}`, RULED);
  }

  /** What Edict's processes are told that run on one of the databases. */
  environment(databaseUrl: string, dataDir: string): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      EDICT_DATABASE_URL: databaseUrl,
      EDICT_DATA_DIR: dataDir,
      EDICT_PORT: '0',
      EDICT_SEED: 'none',
      EDICT_LOG_LEVEL: 'error',
    };
  }

  async drop(url: string): Promise<void> {
    const name = databaseOf(url);
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

async function versionOf(url: string): Promise<string> {
  return onDatabase(url, async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? '?';
  });
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

export async function onDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
