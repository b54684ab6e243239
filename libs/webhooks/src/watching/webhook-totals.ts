import { sql } from '#libs/database';
import type pg from 'pg';

const WEBHOOK_TOTALS = sql(import.meta.url, './webhook-totals.sql');

export interface WebhookTotals {
  /** Webhooks that Edict itself has disabled. */
  readonly disabled: number;
  /** Messages that wait to be told. */
  readonly pending: number;
}

export async function webhookTotals(pool: pg.Pool): Promise<WebhookTotals> {
  const { rows } = await pool.query<WebhookTotals>(WEBHOOK_TOTALS);
  return rows[0] ?? { disabled: 0, pending: 0 };
}
