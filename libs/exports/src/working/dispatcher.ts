import { inTransaction, sql } from '#libs/database';
import type pg from 'pg';
import { FETCHED_LOST_AFTER_S } from './limits.js';
import type { Queue, QueueName } from './queue.js';

const LOST_RUNS = sql(import.meta.url, './lost-runs.sql');
const LOST_TARGETS = sql(import.meta.url, './lost-targets.sql');
const RUNS_TO_SEND = sql(import.meta.url, './runs-to-send.sql');
const TARGETS_TO_SEND = sql(import.meta.url, './targets-to-send.sql');
const NOTE_RUN_SENT = sql(import.meta.url, './note-run-sent.sql');
const NOTE_TARGET_SENT = sql(import.meta.url, './note-target-sent.sql');

/**
 * Puts into the queue what can be done now: of each export the earliest run that is not written, and
 * the targets of runs that are. What a worker had when it died is put there again.
 */
export class Dispatcher {
  constructor(
    private readonly pool: pg.Pool,
    private readonly queue: Queue,
  ) {}

  /** Whether anything was sent. */
  async dispatch(): Promise<boolean> {
    await this.recover('export-run', LOST_RUNS);
    await this.recover('export-delivery', LOST_TARGETS);
    const runs = await this.sendRuns();
    const targets = await this.sendTargets();
    return runs + targets > 0;
  }

  private async recover(queue: QueueName, lostJobs: string): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ job: string }>(lostJobs, [FETCHED_LOST_AFTER_S]);
      for (const { job } of rows) await this.queue.forget(client, queue, job);
    });
  }

  private sendRuns(): Promise<number> {
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ run: string }>(RUNS_TO_SEND);
      for (const { run } of rows) {
        const job = await this.queue.send(client, 'export-run', { run });
        await client.query(NOTE_RUN_SENT, [run, job]);
      }
      return rows.length;
    });
  }

  private sendTargets(): Promise<number> {
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ run: string; place: number }>(TARGETS_TO_SEND);
      for (const { run, place } of rows) {
        const job = await this.queue.send(client, 'export-delivery', { run, place });
        await client.query(NOTE_TARGET_SENT, [run, place, job]);
      }
      return rows.length;
    });
  }
}
