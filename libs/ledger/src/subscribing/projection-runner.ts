import { inTransaction, sql } from '#libs/database';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { failureOf, messageOf } from '../failure.js';
import {
  PROJECTION_ACQUIRE_MS,
  PROJECTION_BATCH_MAX,
  PROJECTION_PART_MAX,
  PROJECTION_RETRY_PAUSES_MS,
  PROJECTION_TRANSACTION_MS,
} from '../limits.js';
import { WakeUp } from '../reading/wake-up.js';
import { applyApart, nextBatch, nextPart, nextPartApart } from './batch.js';
import { parkedSubjects, register } from './checkpoint.js';
import { PagesAhead } from './pages-ahead.js';
import { ProjectionVersionMismatch } from './projection.js';
import type { Projection, ProjectionHealth } from './projection.js';

const ACQUIRE = sql(import.meta.url, './acquire.sql');
/** The first half of the advisory locks that runners hold; the second is the projection's name. */
const RUNNER_LOCKS = 72_110_002;

export interface ProjectionRunnerOptions {
  readonly pool: pg.Pool;
  readonly projection: Projection;
  readonly batchSizeMax?: number;
  readonly transactionMs?: number;
  readonly retryPausesMs?: readonly number[];
  /** Told whenever the health changes. */
  readonly onHealth?: (health: ProjectionHealth) => void;
}

/** The same work for all of a batch at once, and so that what fails is left out. */
interface Work<Result> {
  readonly together: () => Promise<Result>;
  readonly apart: () => Promise<Result>;
}

/**
 * Keeps one projection up with the ledger. Any number may be started, in any processes: one runs,
 * the others stand by. Its lock, its wake-ups and its transactions share one connection, so that a
 * runner that lost the lock cannot commit.
 */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private readonly batchSizeMax: number;
  private readonly transactionMs: number;
  private readonly retryPausesMs: readonly number[];
  private health: ProjectionHealth | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.batchSizeMax = options.batchSizeMax ?? PROJECTION_BATCH_MAX;
    this.transactionMs = options.transactionMs ?? PROJECTION_TRANSACTION_MS;
    this.retryPausesMs = options.retryPausesMs ?? PROJECTION_RETRY_PAUSES_MS;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the batch that is under way, then lets another runner take over. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped()) {
      try {
        await this.runWhileHeld();
      } catch (error) {
        this.report('down', messageOf(error));
      }
      await this.rest(PROJECTION_ACQUIRE_MS);
    }
  }

  /** Returns when stopped, or when another runner has the projection. */
  private async runWhileHeld(): Promise<void> {
    const client = await this.options.pool.connect();
    const wakeUp = new WakeUp(client);
    try {
      if (!(await this.acquire(client))) {
        this.report('ok', 'another runner has the projection; standing by');
        return;
      }
      await client.query('listen ledger');
      await inTransaction(this.options.pool, (transaction) =>
        register(transaction, this.options.projection),
      );
      await this.followLedger(client, wakeUp);
    } finally {
      // Ending the session is what gives up its lock.
      client.release(true);
    }
  }

  private async acquire(client: pg.PoolClient): Promise<boolean> {
    const { rows } = await client.query<{ acquired: boolean }>(ACQUIRE, [
      RUNNER_LOCKS,
      this.options.projection.name,
    ]);
    return rows[0]?.acquired === true;
  }

  private async followLedger(client: pg.PoolClient, wakeUp: WakeUp): Promise<void> {
    await this.reportParked(client);
    const pages = new PagesAhead(client, this.batchSizeMax);
    while (!this.stopped()) {
      const { projection } = this.options;
      const passed = await this.tried(client, {
        together: () => nextBatch(client, projection, pages, this.transactionMs),
        apart: () => nextBatch(client, projection, pages, this.transactionMs, applyApart),
      });
      const more = await this.tried(client, {
        together: () => nextPart(client, projection, PROJECTION_PART_MAX),
        apart: () => nextPartApart(client, projection),
      });
      if (passed > 0 || more) continue;
      // Somebody may have taken up a parked subject again.
      if (this.health?.status !== 'ok') await this.reportParked(client);
      await wakeUp.next(this.stopping.signal);
    }
  }

  /** One transaction, however often it has to be tried; at last it goes on without what fails. */
  private async tried<Result>(client: pg.PoolClient, work: Work<Result>): Promise<Result> {
    for (let failures = 0; ; failures += 1) {
      const isApart = failures > 0 && this.retryPausesMs[failures - 1] === undefined;
      try {
        const result = await (isApart ? work.apart() : work.together());
        if (failures > 0) await this.reportParked(client);
        return result;
      } catch (error) {
        if (endsTheHold(error) || this.stopped()) throw error;
        this.report('degraded', `a batch failed and is tried again: ${messageOf(error)}`);
        await this.rest(this.retryPausesMs[failures] ?? PROJECTION_ACQUIRE_MS);
      }
    }
  }

  private async reportParked(client: pg.PoolClient): Promise<void> {
    const [first, ...others] = await parkedSubjects(client, this.options.projection.name);
    if (first === undefined) {
      this.report('ok', 'running');
      return;
    }
    const { subject, position, error } = first;
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    this.report('degraded', `${subject} is parked at position ${position} (${error})${more}`);
  }

  private report(status: ProjectionHealth['status'], detail: string): void {
    if (this.health?.status === status && this.health.detail === detail) return;
    this.health = { status, detail };
    this.options.onHealth?.(this.health);
  }

  private stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function endsTheHold(error: unknown): boolean {
  return failureOf(error) === 'connection-lost' || error instanceof ProjectionVersionMismatch;
}
