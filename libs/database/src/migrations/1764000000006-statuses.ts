import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

/** The bitemporal table of compliance statuses, and what keeps it up with the ledger. */
export class Statuses1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql(import.meta.url, './1764000000006-statuses.sql'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}
