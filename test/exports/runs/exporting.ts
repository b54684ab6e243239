import { mkdtempSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StandingKeys } from '#libs/access';
import { createPool } from '#libs/database';
import { exportsOf, ExportWorker } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import { allowedCallsOf } from '#libs/outbound';
import { createLogger } from '#libs/runtime';
import { KEY, RunningServer } from '../../api/setup/running-server.js';
import type { Answer } from '../../api/setup/running-server.js';
import type { Body } from '../../api/setup/body.js';

/** What the specs' own servers listen on. */
export const LOOPBACK = '127.0.0.0/8';

/** A server, and as many workers on exports as are started, all in this process. */
export class Exporting {
  private readonly closers: (() => Promise<void>)[] = [];

  private constructor(
    readonly server: RunningServer,
    readonly root: string,
  ) {}

  static async start(): Promise<Exporting> {
    const root = newFolder();
    const settings = { EDICT_EXPORT_DIR: root, EDICT_OUTBOUND_ALLOW: LOOPBACK };
    return new Exporting(await RunningServer.start(settings), root);
  }

  /** Starts a worker; what it gives back stops it. */
  work(): () => Promise<void> {
    const url = this.server.databaseUrl;
    const pool = createPool({ url, role: 'edict_worker', applicationName: 'exports', max: 8 });
    const ledger = new Ledger(pool);
    const keys = new StandingKeys(pool, { adminKey: KEY });
    const worker = new ExportWorker({
      pool,
      ledger,
      writer: exportsOf(pool, ledger, { timeZone: 'Asia/Shanghai' }),
      root: this.root,
      allowed: allowedCallsOf(LOOPBACK),
      authority: (actor) => keys.identity(actor),
      logger: createLogger('silent', 'spec'),
    });
    worker.start();
    let stopped: Promise<void> | undefined;
    const stop = () =>
      (stopped ??= worker.stop().then(async () => {
        await ledger.close();
        await pool.end();
      }));
    this.closers.push(stop);
    return stop;
  }

  async close(): Promise<void> {
    await Promise.all(this.closers.map((stop) => stop()));
    await this.server.close();
  }

  send(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return this.server.ask(path, {
      method,
      ...(body && { headers, body: JSON.stringify(body) }),
    });
  }

  /** A definition that is taken. */
  async define(body: object): Promise<Body> {
    const answer = await this.send('POST', '/v1/exports', body);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json;
  }

  /** Asks for a run and waits until it is over. */
  async run(definition: string, nominalTime?: string): Promise<Body> {
    const asked = await this.send('POST', `/v1/exports/${definition}/runs`, {
      ...(nominalTime !== undefined && { nominalTime }),
    });
    if (asked.status !== 202) throw new Error(asked.text);
    return this.awaitRun(asked.json.id);
  }

  async awaitRun(id: string): Promise<Body> {
    return (await this.server.ask(`/v1/export-runs/${id}?wait=30s`)).json;
  }

  /** Registers a company, so that there is something to export. */
  async company(id: string, time: string): Promise<void> {
    const answer = await this.server.record({
      specversion: '1.0',
      source: 'spec',
      id: `registered/${id}`,
      type: 'company.registered',
      subject: `companies/${id}`,
      time,
      data: { name: { zh: `公司${id}`, en: `Company ${id}` }, jurisdiction: 'CN' },
    });
    if (answer.status !== 201) throw new Error(answer.text);
  }

  /** The paths of all files below the root of exports but those that are kept for the API. */
  async delivered(): Promise<readonly string[]> {
    const entries = await readdir(this.root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.root.length + 1))
      .filter((path) => !path.startsWith('.runs'))
      .sort();
  }
}

export function newFolder(): string {
  return mkdtempSync(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'exports-'));
}
