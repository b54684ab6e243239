import { randomBytes } from 'node:crypto';
import { inTransaction, sql } from '#libs/database';
import type pg from 'pg';
import { ASIDE_MAX } from '../webhook-terms.js';
import { deliveryOf } from './delivery.js';
import type { Delivery, DeliveryColumns, DeliveryState } from './delivery.js';

const READ_DELIVERIES = sql(import.meta.url, './read-deliveries.sql');
const TELL_AGAIN = sql(import.meta.url, './tell-again.sql');
const COUNT_ASIDE = sql(import.meta.url, './count-aside.sql');
const NEXT_SEQUENCE = sql(import.meta.url, './next-sequence.sql');
const INSERT_TEST = sql(import.meta.url, './insert-test.sql');

const TEST_ID_BYTES = 16;
/** Attempts of one message that are shown. */
export const ATTEMPTS_SHOWN = 20;

/** As many tests and messages told again wait for a webhook as may wait. */
export class TooManyAside extends Error {
  constructor() {
    super(`${ASIDE_MAX} tests and messages that are told again wait to be told.`);
    this.name = 'TooManyAside';
  }
}

/** What webhooks are told, and what became of it. */
export class Deliveries {
  constructor(private readonly pool: pg.Pool) {}

  /** Latest first; those before one, where it is given. */
  async list(
    webhook: string,
    limit: number,
    { state, before }: { readonly state?: DeliveryState; readonly before?: number } = {},
  ): Promise<readonly Delivery[]> {
    const values = [webhook, null, state, before, limit, ATTEMPTS_SHOWN];
    const { rows } = await this.pool.query<DeliveryColumns>(READ_DELIVERIES, values);
    return rows.map(deliveryOf);
  }

  /**
   * Tells a message again, under the same id. One that waits is told in its turn all the same.
   * Absent where there is none.
   * @throws TooManyAside
   */
  async tellAgain(webhook: string, id: string): Promise<Delivery | undefined> {
    if (webhook.includes('\0') || id.includes('\0')) return undefined;
    return inTransaction(this.pool, async (client) => {
      await refuseMore(client, webhook);
      await client.query(TELL_AGAIN, [webhook, id]);
      return read(client, webhook, id);
    });
  }

  /**
   * Sends a message that says nothing, also to a webhook that is disabled. Absent where there is none.
   * @throws TooManyAside
   */
  async test(webhook: string): Promise<Delivery | undefined> {
    if (webhook.includes('\0')) return undefined;
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ sequence: number }>(NEXT_SEQUENCE, [webhook]);
      if (rows[0] === undefined) return undefined;
      await refuseMore(client, webhook);
      const id = `msg_${randomBytes(TEST_ID_BYTES).toString('hex')}`;
      const timestamp = new Date().toISOString();
      const body = JSON.stringify({ type: 'webhook.test', timestamp, data: { webhook } });
      await client.query(INSERT_TEST, [webhook, rows[0].sequence, id, body]);
      return read(client, webhook, id);
    });
  }
}

async function refuseMore(client: pg.PoolClient, webhook: string): Promise<void> {
  const { rows } = await client.query<{ aside: number }>(COUNT_ASIDE, [webhook]);
  if ((rows[0]?.aside ?? 0) >= ASIDE_MAX) throw new TooManyAside();
}

async function read(
  client: pg.PoolClient,
  webhook: string,
  id: string,
): Promise<Delivery | undefined> {
  const values = [webhook, id, null, null, 1, ATTEMPTS_SHOWN];
  const { rows } = await client.query<DeliveryColumns>(READ_DELIVERIES, values);
  return rows[0] && deliveryOf(rows[0]);
}
