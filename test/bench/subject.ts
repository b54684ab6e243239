import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import type { Bench } from './bench.js';
import { timed } from './measuring.js';
import type { BenchPostgres } from './postgres.js';
import type { Say } from './report.js';
import { tracked } from './running/children.js';
import { CLI, edict, type Ran } from './running/command.js';

const KEY = 'a-key-for-the-benchmark';
const READY = /is ready at (\S+)/;
const PERSONAL_KEY = 'personal-key';
const WAIT_MS_MAX = 3_600_000;

export interface Size {
  readonly events: number;
  readonly companies: number;
}

interface Answer {
  readonly position: number;
  readonly body: unknown;
}

/** Edict with a ledger of some size, in processes of its own, on a database of its own. */
export class Subject {
  /** How long making up and appending its events took. */
  loadedMs = NaN;
  private url = '';
  private child: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly databaseUrl: string,
    readonly size: Size,
    private readonly postgres: BenchPostgres,
    private readonly say: Say,
  ) {}

  /** Without any events. */
  static async empty(bench: Bench): Promise<Subject> {
    return Subject.on(await bench.postgres.empty(), { events: 0, companies: 0 }, bench);
  }

  /** The shipped rules and so many made-up events. */
  static async with(size: Size, bench: Bench): Promise<Subject> {
    const { postgres } = bench;
    const subject = await Subject.on(await postgres.ruled(), size, bench);
    // What the rules were imported with seals the personal values of this copy, too.
    await copyFile(join(postgres.folder, PERSONAL_KEY), join(subject.folder, PERSONAL_KEY));
    const { events, companies } = size;
    if (events > 0) {
      const counts = ['--events', String(events), '--companies', String(companies)];
      const { ms } = await subject.edict('bench', 'generate', ...counts, '--seed', '1');
      subject.loadedMs = ms;
    }
    return subject;
  }

  private static async on(
    databaseUrl: string,
    size: Size,
    { postgres, say }: Bench,
  ): Promise<Subject> {
    const folder = await mkdtemp(join(postgres.folder, 'subject-'));
    await chmod(folder, 0o755);
    return new Subject(folder, databaseUrl, size, postgres, say);
  }

  /** Runs a command to its end. */
  edict(...words: readonly string[]): Promise<Ran> {
    return edict(words, { environment: this.environment(), say: this.say });
  }

  /** Runs `edict verify`, which says by its exit code that no key was given. */
  verify(...words: readonly string[]): Promise<Ran> {
    const allowed = [NO_KEY_GIVEN];
    return edict(['verify', ...words], {
      environment: this.environment(),
      say: this.say,
      allowed,
    });
  }

  /** How long reading all events takes that a subscriber would get. */
  async readMs(): Promise<number> {
    return this.onLedger((ledger) =>
      timed(async () => {
        for await (const { position } of ledger.stream({})) if (position < 1) return;
      }),
    );
  }

  /** The position of the last event. */
  async head(): Promise<number> {
    return this.onLedger(async (ledger) => (await ledger.head()).position);
  }

  async start(): Promise<void> {
    const child = tracked(
      spawn(process.execPath, [CLI, 'up'], {
        env: this.environment(),
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    this.child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const url = READY.exec(output)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.once('exit', () => {
        reject(new Error(`Edict did not start. ${output.trim()}`));
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
    const until = performance.now() + WAIT_MS_MAX;
    while ((await this.ask('/v1/statuses?limit=1')).position < position) {
      if (performance.now() > until) throw new Error(`Position ${position} was not reached.`);
      await pause(20);
    }
  }

  /** Of the process that serves. */
  get pid(): number {
    return this.child?.pid ?? NaN;
  }

  /** Ends Edict; what it keeps stays. */
  async halt(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
  }

  async stop(): Promise<void> {
    await this.halt();
    await this.postgres.drop(this.databaseUrl);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async onLedger<Result>(work: (ledger: Ledger) => Promise<Result>): Promise<Result> {
    const pool = createPool({ url: this.databaseUrl, role: 'edict_app', applicationName: 'bench' });
    const ledger = new Ledger(pool);
    try {
      return await work(ledger);
    } finally {
      await ledger.close();
      await pool.end();
    }
  }

  private environment(): NodeJS.ProcessEnv {
    return { ...this.postgres.environment(this.databaseUrl, this.folder), EDICT_ADMIN_KEY: KEY };
  }
}

/** Exit code of a verification that found nothing wrong. */
const NO_KEY_GIVEN = 3;

async function answerOf(response: Response, path: string): Promise<Answer> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return { position: Number(response.headers.get('edict-position')), body: JSON.parse(text) };
}
