import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createTestDatabase } from '../../setup/database.js';
import { ADMIN_KEY, EdictProcess, newDataDirectory, until } from '../../start/edict-process.js';
import type { Settings } from '../../start/edict-process.js';
import { WorkerProcess } from '../../worker/worker-process.js';
import { onDatabase } from '../checker/stored.js';
import type { Round } from '../row.js';

const API = 'dist/apps/api/src/main.js';
const CAUGHT_UP_MS = 60_000;

/** Edict as it runs in production: API and worker in processes of their own, on one database. */
export class Installation {
  readonly #running = new Set<EdictProcess | WorkerProcess>();

  protected constructor(
    readonly databaseUrl: string,
    readonly folder: string,
    readonly port: number,
  ) {}

  /** On a database of its own; `databaseUrl` names another. */
  static async open(round: Round, databaseUrl?: string): Promise<Installation> {
    const url = databaseUrl ?? (await createTestDatabase()).url;
    const installation = new Installation(url, await newDataDirectory(), await freePort());
    round.atEnd(() => installation.#end());
    return installation;
  }

  /** Stays the same when the API is started again. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get settings(): Settings {
    return {
      EDICT_DATABASE_URL: this.databaseUrl,
      EDICT_DATA_DIR: this.folder,
      EDICT_ADMIN_KEY: ADMIN_KEY,
      EDICT_SEED: 'none',
      EDICT_PORT: String(this.port),
      EDICT_LOG_LEVEL: 'warn',
    };
  }

  /** Resolves when it serves. */
  async startApi(more: Settings = {}): Promise<EdictProcess> {
    const api = new EdictProcess(process.execPath, [API], { ...this.settings, ...more });
    this.#running.add(api);
    await api.ready();
    return api;
  }

  async startWorker(more: Settings = {}): Promise<WorkerProcess> {
    const settings = { ...this.settings, EDICT_LOG_LEVEL: 'info', ...more };
    const worker = new WorkerProcess(settings);
    this.#running.add(worker);
    return worker.runs();
  }

  /** Resolves when a projection has taken something more; a worker is in the middle of its work then. */
  async goesAhead(): Promise<void> {
    const positions = () =>
      onDatabase(this.databaseUrl, async (client) => {
        const { rows } = await client.query<{ sum: number }>(POSITIONS);
        return rows[0]?.sum ?? 0;
      });
    const before = await positions();
    await until(async () => (await positions()) > before, CAUGHT_UP_MS);
  }

  /** Resolves with whether the views have taken all that is recorded. */
  async catchesUp(withinMs = CAUGHT_UP_MS): Promise<boolean> {
    const reached = () =>
      onDatabase(this.databaseUrl, async (client) => {
        const { rows } = await client.query<{ reached: boolean }>(REACHED);
        return rows[0]?.reached === true;
      });
    return until(() => reached().catch(() => false), withinMs).then(
      () => true,
      () => false,
    );
  }

  /** Events that the newest checkpoint covers. */
  async signed(): Promise<number> {
    return onDatabase(this.databaseUrl, async (client) => {
      const { rows } = await client.query<{ size: number }>(SIGNED);
      return rows[0]?.size ?? 0;
    });
  }

  /** Asks for a checkpoint; resolves with whether one comes that covers more. */
  async signsMore(withinMs = 20_000): Promise<boolean> {
    const before = await this.signed();
    const asks = () =>
      onDatabase(this.databaseUrl, (client) => client.query('notify checkpoint_wanted'));
    const hasSigned = async () => {
      await asks();
      return (await this.signed()) > before;
    };
    return until(() => hasSigned().catch(() => false), withinMs).then(
      () => true,
      () => false,
    );
  }

  async #end(): Promise<void> {
    for (const one of this.#running) {
      // One that was stopped takes no other signal before it goes on.
      one.kill('SIGCONT');
      one.kill('SIGKILL');
      await one.exit;
    }
  }
}

const REACHED = `
  select count(*) = 2 and min(position) >= (select position from ledger.head) as reached
  from ledger.projection`;

const SIGNED = 'select coalesce(max(size), 0)::integer as size from ledger.checkpoint';
const POSITIONS = 'select coalesce(sum(position), 0)::integer as sum from ledger.projection';

/** Has a process load one of the modules in `broken` before its own. */
export function brokenBy(module: string): Settings {
  return { NODE_OPTIONS: `--import ${resolve('test/faults/broken', `${module}.mjs`)}` };
}

export async function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        settle(port);
      });
    });
  });
}
