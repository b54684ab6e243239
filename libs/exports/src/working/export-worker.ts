import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from '#libs/ledger';
import type { AllowedCalls } from '#libs/outbound';
import type { Logger } from '#libs/runtime';
import type pg from 'pg';
import type { ExportWriter } from '../writing/export-writer.js';
import { DeliveryAttempt } from './delivery-attempt.js';
import { Dispatcher } from './dispatcher.js';
import { KeptFiles } from './kept-files.js';
import { Lease } from './lease.js';
import {
  DELIVERIES_AT_ONCE,
  DELIVERY_TIME_MAX_MS,
  RETENTION_EVERY_MS,
  RUN_TIME_MAX_MS,
  RUNS_AT_ONCE,
  TICK_MS,
} from './limits.js';
import { Planner } from './planner.js';
import { Queue } from './queue.js';
import type { Job, QueueName } from './queue.js';
import { removeLeftOvers, removeOldFiles } from './retention.js';
import { RunAttempt } from './run-attempt.js';
import type { Authority } from './run-attempt.js';

export interface ExportWorkerOptions {
  /** Acts as `edict_worker`. */
  readonly pool: pg.Pool;
  readonly ledger: Ledger;
  readonly writer: ExportWriter;
  /** The folder that exports are kept in and delivered below. */
  readonly root: string;
  readonly allowed: AllowedCalls;
  readonly authority: Authority;
  readonly logger: Logger;
}

/**
 * Does what exports need: claims nominal times that have come, writes runs, delivers them, removes
 * what is not kept any longer. Any number may run, in any processes, and die at any moment: every
 * run is done once, by one of them.
 */
export class ExportWorker {
  readonly #stopping = new AbortController();
  readonly #kept: KeptFiles;
  readonly #planner: Planner;
  #woken = new AbortController();
  #running: Promise<void> | undefined;

  constructor(private readonly options: ExportWorkerOptions) {
    this.#kept = new KeptFiles(options.root);
    this.#planner = new Planner(options.pool, options.ledger);
  }

  start(): void {
    this.#running ??= this.run();
  }

  /** Breaks off what is under way, for it is taken up again, and gives it back. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The worker is told to end.'));
    this.wake();
    await this.#running;
  }

  private async run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.runWithLease();
      } catch (error) {
        this.report(error, 'Exports cannot be worked on.');
      }
      await this.rest();
    }
  }

  /** Returns when stopped or when the lease is lost; nothing of it goes on after that. */
  private async runWithLease(): Promise<void> {
    const lease = await Lease.take(this.options.pool);
    const queue = new Queue(this.options.pool, (error) => {
      this.report(error, 'The queue of exports has failed.');
    });
    try {
      await queue.start();
      const signal = AbortSignal.any([this.#stopping.signal, lease.lost]);
      const work = new Work(this.options, this.#kept, queue, lease.worker, signal);
      await Promise.all([
        this.repeat(signal, () => this.tick(queue)),
        this.repeat(signal, () => this.retain(signal)),
        ...this.lanes(RUNS_AT_ONCE, signal, () => work.next('export-run')),
        ...this.lanes(DELIVERIES_AT_ONCE, signal, () => work.next('export-delivery')),
      ]);
    } finally {
      await queue.stop().catch(() => undefined);
      lease.release();
    }
  }

  private lanes(count: number, signal: AbortSignal, step: () => Promise<boolean>) {
    return Array.from({ length: count }, () => this.repeat(signal, step));
  }

  /** Goes on at once while a step finds something to do, and wakes the others to what follows. */
  private async repeat(signal: AbortSignal, step: () => Promise<boolean>): Promise<void> {
    while (!signal.aborted) {
      // Whoever is woken while it looks has to look again.
      const woken = this.#woken.signal;
      try {
        if (await step()) {
          this.wake();
          continue;
        }
      } catch (error) {
        if (isAborted(signal)) return;
        this.report(error, 'A step of an export has failed; it is tried again.');
      }
      await this.rest(woken);
    }
  }

  private async tick(queue: Queue): Promise<boolean> {
    const claimed = await this.#planner.plan();
    const sent = await new Dispatcher(this.options.pool, queue).dispatch();
    return claimed || sent;
  }

  private async retain(signal: AbortSignal): Promise<boolean> {
    await removeOldFiles(this.options.pool, this.#kept);
    await removeLeftOvers(this.options.pool, this.#kept);
    await pause(RETENTION_EVERY_MS, undefined, { signal }).catch(() => undefined);
    return false;
  }

  private wake(): void {
    const woken = this.#woken;
    this.#woken = new AbortController();
    woken.abort();
  }

  private async rest(signal = this.#woken.signal): Promise<void> {
    await pause(TICK_MS, undefined, { signal }).catch(() => undefined);
  }

  private report(error: unknown, line: string): void {
    this.options.logger.error({ err: error }, line);
  }
}

/** Asked again after a wait, which a type does not see. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** One job after another. */
class Work {
  constructor(
    private readonly options: ExportWorkerOptions,
    private readonly kept: KeptFiles,
    private readonly queue: Queue,
    private readonly worker: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether there was a job. */
  async next(name: QueueName): Promise<boolean> {
    const job = await this.queue.next(name);
    if (job === undefined) return false;
    try {
      await this.perform(job);
    } catch (error) {
      const { logger } = this.options;
      if (!this.signal.aborted) logger.warn({ err: error, ...job }, 'An export is tried again.');
      await this.queue.retry(name, job, error);
      return true;
    }
    await this.queue.complete(name, job);
    return true;
  }

  private async perform({ run, place }: Job): Promise<void> {
    const timeMs = place === undefined ? RUN_TIME_MAX_MS : DELIVERY_TIME_MAX_MS;
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(timeMs)]);
    const parts = { ...this.options, kept: this.kept };
    if (place === undefined) await new RunAttempt(parts, this.worker, signal).perform(run);
    else await new DeliveryAttempt(parts, this.worker, signal).perform(run, place);
  }
}
