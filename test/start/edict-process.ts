import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const CLI = join('dist', 'apps', 'cli', 'src', 'main.js');
const API = join('dist', 'apps', 'api', 'src', 'main.js');
const READY = /^Edict(?: is ready|'s API serves) at (\S+)$/m;
const READY_TIMEOUT_MS = 60_000;
/** A start with all shipped facts, while other specs use the machine as well. */
export const FIRST_READY_TIMEOUT_MS = 120_000;

export type Settings = Readonly<Record<string, string>>;

export const ADMIN_KEY = 'a-key-for-the-tests';

/** A data directory of its own, below the run's folder, which is removed at the end of the run. */
export async function newDataDirectory(): Promise<string> {
  const folder = await mkdtemp(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'start-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Edict as a person starts it: the build, in a process of its own. */
export class EdictProcess {
  output = '';
  readonly exit: Promise<number | NodeJS.Signals | null>;
  readonly #child: ChildProcess;

  constructor(command: string, args: readonly string[], settings: Settings) {
    this.#child = spawn(command, args, {
      env: {
        PATH: process.env['PATH'],
        EDICT_DATA_DIR: process.env['EDICT_DATA_DIR'],
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    }
    this.exit = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        resolve(code ?? signal);
      });
    });
  }

  get pid(): number {
    return Number(this.#child.pid);
  }

  /** The address in the ready line. */
  async ready(timeoutMs = READY_TIMEOUT_MS): Promise<string> {
    await until(() => READY.test(this.output) || this.#child.exitCode !== null, timeoutMs);
    const url = READY.exec(this.output)?.[1];
    if (url === undefined) throw new Error(`Edict ended before it was ready:\n${this.output}`);
    return url;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

const SETTINGS = { EDICT_PORT: '0', EDICT_SEED: 'none', EDICT_ADMIN_KEY: ADMIN_KEY };

export function up(settings: Settings): EdictProcess {
  return new EdictProcess(process.execPath, [CLI, 'up'], { ...SETTINGS, ...settings });
}

/** One of several APIs, as `npm run start:api` starts it. */
export function upApi(settings: Settings): EdictProcess {
  return new EdictProcess(process.execPath, [API], { ...SETTINGS, ...settings });
}

/** `npm start` without its build, which other specs use meanwhile. */
export function npmStart(settings: Settings): EdictProcess {
  return new EdictProcess('npm', ['start', '--ignore-scripts'], { ...SETTINGS, ...settings });
}

/** Runs a command to its end. */
export async function edict(
  args: readonly string[],
  settings: Settings = {},
): Promise<{ exit: unknown; output: string }> {
  const command = new EdictProcess(process.execPath, [CLI, ...args], settings);
  return { exit: await command.exit, output: command.output };
}

export async function until(holds: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not become so within ${ms} ms.`);
    await sleep(50);
  }
}

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

export function processes(): readonly RunningProcess[] {
  const listing = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return listing
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, ...command] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), command: command.join(' ') };
    });
}

/** The worker that a process has started. */
export function workerOf(edictProcess: EdictProcess): number | undefined {
  return childrenOf(edictProcess.pid).find(({ command }) => command.includes('worker'))?.pid;
}

/** The PostgreSQL server on a data directory. */
export function serverOn(folder: string): number | undefined {
  return processes().find(({ command }) => command.includes(`-D ${folder}/`))?.pid;
}

export function childrenOf(pid: number): readonly RunningProcess[] {
  return processes().filter(({ parent }) => parent === pid);
}

export async function endsSoon(...pids: readonly number[]): Promise<void> {
  await until(() => !processes().some(({ pid }) => pids.includes(pid)));
}
