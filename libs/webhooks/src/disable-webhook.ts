import { sql } from '#libs/database';
import type pg from 'pg';
import type { DisabledReason } from './webhook-terms.js';

const DISABLE_WEBHOOK = sql(import.meta.url, './disable-webhook.sql');

/** Tells a webhook nothing any more; how far it has come, and what waits for it, stays. */
export async function disableWebhook(
  client: pg.Pool | pg.PoolClient,
  id: string,
  because: DisabledReason,
  detail: string,
): Promise<void> {
  await client.query(DISABLE_WEBHOOK, [id, because, detail]);
}
