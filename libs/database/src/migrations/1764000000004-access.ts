import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

/** The keys that requests carry. */
export class Access1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql(import.meta.url, './1764000000004-access.sql'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}
