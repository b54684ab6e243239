import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createPool, openDatabase } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { loadConfig } from '#libs/runtime';
import { timed } from './measuring.js';

const run = promisify(execFile);

const CLI = join('dist', 'apps', 'cli', 'src', 'main.js');
const KEY = 'a-key-for-the-benchmark';
const RULES = ['data/calendars/cn.json', 'data/instruments/instruments.json'];
const READY = /is ready at (\S+)/;
const OUTPUT_MAX = 64 * 1024 * 1024;

export interface Size {
  readonly events: number;
  readonly companies: number;
}

interface Answer {
  readonly position: number;
  readonly body: unknown;
}

/** Edict with a ledger of some size, in processes of its own, on an embedded PostgreSQL. */
export class Subject {
  readonly companies: number;
  readonly events: number;
  /** How long making up and appending its events took. */
  loadedMs = NaN;
  private url = '';
  private child: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    { companies, events }: Size,
  ) {
    this.companies = companies;
    this.events = events;
  }

  /** Without any events. */
  static async empty(): Promise<Subject> {
    return new Subject(await newFolder(), { events: 0, companies: 0 });
  }

  static async with(size: Size, rulePacks: readonly string[], say: Say): Promise<Subject> {
    const subject = new Subject(await newFolder(), size);
    await subject.edict('import', ...RULES, ...rulePacks);
    say(`appending ${size.events} events of ${size.companies} companies`);
    const { events, companies } = size;
    const counts = ['--events', String(events), '--companies', String(companies)];
    subject.loadedMs = await timed(() =>
      subject.edict('bench', 'generate', ...counts, '--seed', '1'),
    );
    return subject;
  }

  /** Runs a command to its end. */
  async edict(...words: readonly string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [CLI, ...words], {
      env: this.environment(),
      maxBuffer: OUTPUT_MAX,
    });
    return stdout;
  }

  /** How long reading all events takes that a subscriber would get. */
  async readMs(): Promise<number> {
    const database = await openDatabase(loadConfig(this.environment()));
    const pool = createPool({ url: database.url, role: 'edict_app', applicationName: 'bench' });
    const ledger = new Ledger(pool);
    try {
      return await timed(async () => {
        for await (const { position } of ledger.stream({})) if (position < 1) return;
      });
    } finally {
      await ledger.close();
      await pool.end();
      await database.close();
    }
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [CLI, 'up'], {
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const url = READY.exec(output)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.once('exit', () => {
        reject(new Error(`Edict did not start:\n${output}`));
      });
    });
  }

  async ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      headers: { authorization: `Bearer ${KEY}`, ...headers },
    });
    return answerOf(response, path);
  }

  async text(path: string): Promise<string> {
    const response = await fetch(this.url + path, { headers: { authorization: `Bearer ${KEY}` } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.text();
  }

  /** Records one event and gives its position. */
  async record(event: object): Promise<number> {
    const response = await fetch(`${this.url}/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    const { body } = await answerOf(response, 'POST /v1/events');
    const { position } = body as { readonly position: number };
    return position;
  }

  /** Waits until a list over all companies has reached a position. */
  async reached(position: number): Promise<void> {
    while ((await this.ask('/v1/statuses?limit=1')).position < position) await pause(20);
  }

  /** Of the process that serves. */
  get pid(): number {
    return this.child?.pid ?? NaN;
  }

  /** Ends Edict; what it keeps stays. */
  async halt(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
  }

  async stop(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      EDICT_DATA_DIR: this.folder,
      EDICT_PORT: '0',
      EDICT_SEED: 'none',
      EDICT_ADMIN_KEY: KEY,
      EDICT_LOG_LEVEL: 'error',
    };
  }
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'edict-bench-'));
  // PostgreSQL reads it as a user of its own where this process is root.
  await chmod(folder, 0o755);
  return folder;
}

export type Say = (line: string) => void;

async function answerOf(response: Response, path: string): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return { position: Number(response.headers.get('edict-position')), body: JSON.parse(text) };
}
