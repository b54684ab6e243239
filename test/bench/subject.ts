import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

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
  private url = '';
  private child: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    { companies }: Size,
  ) {
    this.companies = companies;
  }

  static async with(size: Size, rulePacks: readonly string[], say: Say): Promise<Subject> {
    const folder = await mkdtemp(join(tmpdir(), 'edict-bench-'));
    await chmod(folder, 0o755);
    const subject = new Subject(folder, size);
    await subject.edict('import', ...RULES, ...rulePacks);
    say(`appending ${size.events} events of ${size.companies} companies`);
    const { events, companies } = size;
    const counts = ['--events', String(events), '--companies', String(companies)];
    await subject.edict('bench', 'generate', ...counts, '--seed', '1');
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

  async stop(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
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

export type Say = (line: string) => void;

async function answerOf(response: Response, path: string): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return { position: Number(response.headers.get('edict-position')), body: JSON.parse(text) };
}
