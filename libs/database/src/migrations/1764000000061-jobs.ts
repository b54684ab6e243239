import PgBoss from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

export const JOBS_SCHEMA = 'jobs';

/** The tables of the queue, by the queue's own plan, and the queues that there are. */
export class Jobs1764000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of withinTransaction(PgBoss.getConstructionPlans(JOBS_SCHEMA))) {
      await runner.query(statement);
    }
    await runner.query(sql(import.meta.url, './1764000000061-jobs.sql'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}

/** The plan brings a transaction of its own; a migration has one already. */
function withinTransaction(plan: string): readonly string[] {
  const body = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/.exec(plan)?.[1];
  if (body === undefined)
    throw new Error('The plan of the queue is not as this migration expects.');
  return [body];
}
