import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PROGRAM = join('dist', 'apps', 'worker', 'src', 'main.js');

/** The worker as `npm run start:worker` starts it: the build, in a process of its own. */
export class WorkerProcess {
  output = '';
  readonly exit: Promise<number | NodeJS.Signals | null>;
  readonly #child: ChildProcess;

  /** As a child that is told when its parent goes away, or on its own. */
  constructor(settings: Readonly<Record<string, string>>, stdio: 'ipc' | 'ignore' = 'ignore') {
    if (!existsSync(PROGRAM)) throw new Error('Run "npm run build" first.');
    this.#child = spawn(process.execPath, [PROGRAM], {
      env: { PATH: process.env['PATH'], EDICT_DATA_DIR: newFolder(), ...settings },
      stdio: ['ignore', 'pipe', 'pipe', stdio],
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

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  async runs(): Promise<this> {
    await until(() => this.output.includes('The worker runs.') || this.hasEnded);
    if (this.hasEnded) throw new Error(`The worker ended:\n${this.output}`);
    return this;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** What the death of the parent does to the channel. */
  disconnect(): void {
    this.#child.disconnect();
  }
}

/** Where its signing key goes; removed at the end of the run. */
function newFolder(): string {
  return mkdtempSync(join(String(process.env['EDICT_TEST_RUN_FOLDER']), 'worker-'));
}

export async function until(holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not become so within ${ms} ms.`);
    await pause(10);
  }
}
