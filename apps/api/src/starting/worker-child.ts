import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Environment, Logger } from '#libs/runtime';

const WORKER = fileURLToPath(new URL('../../../worker/src/main.js', import.meta.url));

export const RESTART_DELAY_MIN_MS = 500;
export const RESTART_DELAY_MAX_MS = 30_000;
/** A worker that ran this long starts anew without the delay that its failures had earned. */
export const STEADY_AFTER_MS = 60_000;
export const STOP_TIMEOUT_MS = 3_000;

/** The worker as a child of this process: started again, ever more slowly, when it dies. */
export class WorkerChild {
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #delayMs = RESTART_DELAY_MIN_MS;
  #stopping = false;
  #runs: () => void = () => undefined;
  /** Resolves when the worker says for the first time that it runs. */
  readonly running = new Promise<void>((resolve) => {
    this.#runs = resolve;
  });

  constructor(
    private readonly environment: Environment,
    private readonly logger: Logger,
    private readonly program = WORKER,
  ) {}

  /** The channel between the two closes when this process dies, which ends the child. */
  start(): void {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [this.program], {
      env: { ...this.environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.once('message', () => {
      this.#runs();
    });
    child.once('error', (error) => {
      this.logger.error({ err: error }, 'the worker cannot be started');
    });
    child.once('close', (code, signal) => {
      this.#child = undefined;
      if (this.#stopping) return;
      if (performance.now() - startedAt >= STEADY_AFTER_MS) this.#delayMs = RESTART_DELAY_MIN_MS;
      const restartsInMs = this.#delayMs;
      this.logger.error({ code, signal, restartsInMs }, 'the worker ended and is started again');
      this.#startLater(restartsInMs);
    });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Lets the worker finish its batch; one that does not end in time is killed. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => {
        resolve();
      });
    });
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  #startLater(delayMs: number): void {
    this.#delayMs = Math.min(this.#delayMs * 2, RESTART_DELAY_MAX_MS);
    this.#timer = setTimeout(() => {
      this.start();
    }, delayMs);
  }
}
