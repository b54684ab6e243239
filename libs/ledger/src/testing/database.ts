import { createPool } from '#libs/database';
import type { DatabaseRole } from '#libs/database';
import type pg from 'pg';
import { createTestDatabase } from '../../../../test/setup/database.js';

export interface LedgerDatabase {
  readonly url: string;
  /** A pool of this test; all of them end with `close`. */
  pool(role?: DatabaseRole, max?: number): pg.Pool;
  close(): Promise<void>;
}

/** An empty, migrated database of its own. */
export async function ledgerDatabase(): Promise<LedgerDatabase> {
  const database = await createTestDatabase();
  const { url } = database;
  const pools: pg.Pool[] = [];
  return {
    url,
    pool: (role, max = 10) => {
      const pool = createPool({ url, applicationName: 'test', max, ...(role && { role }) });
      pools.push(pool);
      return pool;
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await database.drop();
    },
  };
}
