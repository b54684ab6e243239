import type pg from 'pg';
import { isUnanswered } from './answer-limit.js';

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. A
 * connection that failed to roll back is thrown away, not returned to the pool.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (transaction: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // Behind a statement that is not answered, a rollback would not be either.
    broken ??= isUnanswered(error) ? error : await rollBack(client);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
