import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { startApi } from '../../../apps/api/src/start.js';
import type { ApiOptions } from '../../../apps/api/src/start.js';
import { projectionsOf } from '#libs/compliance';
import { createPool } from '#libs/database';
import { Ledger, ProjectionRunner } from '#libs/ledger';
import { readyPersonalKey } from '#libs/personal';
import { createLogger, loadConfig } from '#libs/runtime';
import type { Environment } from '#libs/runtime';
import { createTestDatabase } from '../../setup/database.js';
import type { TestDatabase } from '../../setup/database.js';
import type { Document } from './answer-schemas.js';
import { AnswerSchemas } from './answer-schemas.js';
import type { Body } from './body.js';
import { parseBody } from './body.js';

export const KEY = 'a-key-for-specs-only';

/** Of addresses that there are not, and of requests that reach no operation. */
const PATHLESS = [404, 405, 414, 431];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body where it is JSON. */
  readonly json: Body;
  /** The body where it is a list of bodies. */
  readonly list: readonly Body[];
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | FormData;
  /** Sent in place of the spec's key; empty for none. */
  readonly key?: string;
}

/** A whole server on a database of its own: the API, and the views kept up with the ledger. */
export class RunningServer {
  private constructor(
    readonly url: string,
    readonly databaseUrl: string,
    readonly dataDir: string,
    private readonly schemas: AnswerSchemas,
    readonly close: () => Promise<void>,
  ) {}

  static async start(
    settings: Environment = {},
    { url, narrow }: Partial<Pick<TestDatabase, 'url'>> & Pick<ApiOptions, 'narrow'> = {},
  ): Promise<RunningServer> {
    const databaseUrl = url ?? (await createTestDatabase()).url;
    const logger = createLogger('silent', 'api');
    const dataDir = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'server-'));
    const config = loadConfig({
      EDICT_PORT: '0',
      EDICT_ADMIN_KEY: KEY,
      EDICT_SEED: 'none',
      EDICT_DATA_DIR: dataDir,
      ...settings,
    });
    const app = createPool({ url: databaseUrl, role: 'edict_app', applicationName: 'spec' });
    const personalKey = await readyPersonalKey(config, app).finally(() => app.end());
    const options = { config, databaseUrl, personalKey, logger };
    const api = await startApi({ ...options, ...(narrow && { narrow }) });
    const pool = createPool({ url: databaseUrl, role: 'edict_worker', applicationName: 'spec' });
    const ledger = new Ledger(pool);
    const runners = projectionsOf(ledger).map(
      (projection) => new ProjectionRunner({ pool, projection }),
    );
    for (const runner of runners) runner.start();
    const close = async () => {
      await api.close();
      await Promise.all(runners.map((runner) => runner.stop()));
      await ledger.close();
      await pool.end();
    };
    const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as Document;
    return new RunningServer(api.url, databaseUrl, dataDir, new AnswerSchemas(document), close);
  }

  /** Asks, and fails where the answer in JSON is not as the server's own document says. */
  async ask(path: string, asking: Asking = {}): Promise<Answer> {
    const { method = 'GET', headers = {}, key = KEY, body } = asking;
    const authorization = key === '' ? {} : { authorization: `Bearer ${key}` };
    const response = await fetch(this.url + path, {
      method,
      headers: { ...authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const isJson = /[/+]json$/.test(type) && text !== '';
    const answer = { status: response.status, headers: response.headers, text };
    const json = parseBody(isJson ? text : '{}');
    const list = Array.isArray(json) ? (json as readonly Body[]) : [];
    if (!isJson) return { ...answer, json, list };
    if (path.startsWith('/v1/') && !PATHLESS.includes(response.status)) {
      const [plain = path] = path.split('?');
      const problems = this.schemas.problemsOf(method, plain, response.status, type, json);
      if (problems.length > 0)
        throw new Error(`${method} ${path}: ${problems.join('; ')} in ${text}`);
    }
    return { ...answer, json, list };
  }

  /** Records one event in structured mode. */
  record(event: object, query = ''): Promise<Answer> {
    return this.post(JSON.stringify(event), 'application/cloudevents+json', query);
  }

  post(body: string | Uint8Array, type: string, query = ''): Promise<Answer> {
    return this.ask(`/v1/events${query}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
  }

  async head(): Promise<number> {
    const { json } = await this.ask('/v1/events?limit=1');
    return json.asOf.position;
  }

  /** Asks once the registers have seen everything that is recorded. */
  async fresh(path: string, asking: Asking = {}): Promise<Answer> {
    const position = String(await this.head());
    return this.ask(path, {
      ...asking,
      headers: { ...asking.headers, 'edict-min-position': position },
    });
  }
}
