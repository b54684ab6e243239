import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

/** Keeps the statuses of one subject together where they are held apart. */
export class StatusPairs1764000000092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql(import.meta.url, './1764000000092-status-pairs.sql'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}
