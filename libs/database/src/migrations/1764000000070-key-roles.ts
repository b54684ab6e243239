import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

/** What a key may be used for, and for how long. */
export class KeyRoles1764000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql(import.meta.url, './1764000000070-key-roles.sql'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}
