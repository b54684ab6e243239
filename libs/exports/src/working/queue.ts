import { JOBS_SCHEMA } from '#libs/database';
import type pg from 'pg';
import PgBoss from 'pg-boss';
import { DELIVERY_TIME_MAX_MS, RETRY_DELAY_S, RUN_TIME_MAX_MS } from './limits.js';

export const QUEUES = ['export-run', 'export-delivery'] as const;
export type QueueName = (typeof QUEUES)[number];

export interface JobContent {
  readonly run: string;
  /** Of the target, where the job is a delivery. */
  readonly place?: number;
}

export interface Job extends JobContent {
  readonly id: string;
}

/** Beyond any limit of failures: who has failed for good is told by the tables of exports. */
const RETRY_LIMIT = 100;
const MAINTAINED_EVERY_S = 60;

/**
 * What is to be done, in the queue of pg-boss: it says when something is due and puts off what
 * failed, longer each time. That something is done, and by whom, stands in the tables of exports.
 */
export class Queue {
  readonly #boss: PgBoss;

  constructor(pool: pg.Pool, onError: (error: Error) => void) {
    this.#boss = new PgBoss({
      db: executing(pool),
      schema: JOBS_SCHEMA,
      migrate: false,
      schedule: false,
      maintenanceIntervalSeconds: MAINTAINED_EVERY_S,
    });
    this.#boss.on('error', onError);
  }

  async start(): Promise<void> {
    await this.#boss.start();
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false });
  }

  /** Sends a job within a transaction, and tells its id. */
  async send(client: pg.PoolClient, queue: QueueName, content: JobContent): Promise<string> {
    const timeMs = queue === 'export-run' ? RUN_TIME_MAX_MS : DELIVERY_TIME_MAX_MS;
    const id = await this.#boss.send(queue, content, {
      db: executing(client),
      retryLimit: RETRY_LIMIT,
      retryDelay: RETRY_DELAY_S,
      retryBackoff: true,
      // A little longer than whoever does it gives it.
      expireInSeconds: timeMs / 1000 + 60,
    });
    if (id === null) throw new Error(`The queue ${queue} took no job.`);
    return id;
  }

  /** Forgets a job, whatever became of it. */
  async forget(client: pg.PoolClient, queue: QueueName, id: string): Promise<void> {
    await this.#boss.deleteJob(queue, id, { db: executing(client) });
  }

  async next(queue: QueueName): Promise<Job | undefined> {
    const [job] = await this.#boss.fetch<JobContent>(queue, { batchSize: 1 });
    return job && { ...job.data, id: job.id };
  }

  async complete(queue: QueueName, { id }: Job): Promise<void> {
    await this.#boss.complete(queue, id);
  }

  /** Puts a job off. */
  async retry(queue: QueueName, { id }: Job, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    await this.#boss.fail(queue, id, { message });
  }
}

function executing(client: pg.Pool | pg.PoolClient): PgBoss.Db {
  return {
    executeSql: (text, values) => client.query(text, values),
  };
}
