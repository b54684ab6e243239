import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

/** The papers that evidence refers to, kept beside the ledger. */
export class Papers1764000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql(import.meta.url, './1764000000032-papers.sql'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}
