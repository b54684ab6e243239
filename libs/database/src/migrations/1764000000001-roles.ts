import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sql } from '../sql.js';

/**
 * The group roles that the processes act as. Roles belong to the whole server, so another
 * database's migration may make the same ones at the same moment.
 */
export class Roles1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql(import.meta.url, './1764000000001-roles.sql'));
    await runner.query('revoke all on schema public from public');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations run forward only.'));
  }
}
