import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

/** The record order is the same for whoever sees some events only. */
export class RecordOrder1764000000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql(import.meta.url, './1764000000085-record-order.sql'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}
