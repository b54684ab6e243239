import { randomBytes } from 'node:crypto';
import { inTransaction, sql } from '#libs/database';
import { newWebhookSecret, secretText } from '#libs/outbound';
import type pg from 'pg';
import { WEBHOOKS_MAX } from '../webhook-terms.js';
import type { StoredWebhook, WebhookTerms } from '../webhook-terms.js';
import { storedWebhook, valuesOf } from './webhook-columns.js';
import type { WebhookColumns } from './webhook-columns.js';

const INSERT_WEBHOOK = sql(import.meta.url, './insert-webhook.sql');
const CHANGE_WEBHOOK = sql(import.meta.url, './change-webhook.sql');
const LOCK_WEBHOOK = sql(import.meta.url, './lock-webhook.sql');
const SWITCH_ON = sql(import.meta.url, './switch-on.sql');
const SWITCH_OFF = sql(import.meta.url, './switch-off.sql');
const SKIP_PENDING = sql(import.meta.url, './skip-pending.sql');
const GO_ON_FROM_NOW = sql(import.meta.url, './go-on-from-now.sql');
const DELETE_WEBHOOK = sql(import.meta.url, './delete-webhook.sql');
const INSERT_SECRET = sql(import.meta.url, './insert-secret.sql');
const END_SECRETS = sql(import.meta.url, './end-secrets.sql');
const READ_WEBHOOKS = sql(import.meta.url, './read-webhooks.sql');

const ID_BYTES = 6;

/** Who makes a webhook, and what they may see. */
export interface Maker {
  readonly actor: string;
  readonly companies?: readonly string[];
}

/** With the secret that it is signed with from now on, which is shown only now. */
export interface SignedWebhook {
  readonly webhook: StoredWebhook;
  readonly secret: string;
}

/** What a webhook shall be, and whether it shall be told. */
export interface WebhookChange {
  readonly terms: WebhookTerms;
  readonly enabled: boolean;
}

/** Where a webhook that was disabled goes on. */
export const ENABLED_FROM = ['stopped', 'now'] as const;
export type EnabledFrom = (typeof ENABLED_FROM)[number];

/** The webhooks, as whoever asks for them sees them. Workers tell them. */
export class Webhooks {
  constructor(private readonly pool: pg.Pool) {}

  /** It is told of what comes from now on. Absent where there are as many as there may be. */
  async create(
    { terms, enabled }: WebhookChange,
    { actor, companies }: Maker,
  ): Promise<SignedWebhook | undefined> {
    const id = randomBytes(ID_BYTES).toString('hex');
    const secret = newWebhookSecret();
    const isMade = await inTransaction(this.pool, async (client) => {
      const values = [...valuesOf(terms), id, actor, companies, enabled, WEBHOOKS_MAX];
      const { rowCount } = await client.query(INSERT_WEBHOOK, values);
      if (rowCount === 1) await client.query(INSERT_SECRET, [id, secret]);
      return rowCount === 1;
    });
    const webhook = isMade ? await this.find(id) : undefined;
    return webhook && { webhook, secret: secretText(secret) };
  }

  /** Oldest first. */
  async list(): Promise<readonly StoredWebhook[]> {
    const { rows } = await this.pool.query<WebhookColumns>(READ_WEBHOOKS, [null, WEBHOOKS_MAX]);
    return rows.map(storedWebhook);
  }

  async find(id: string): Promise<StoredWebhook | undefined> {
    if (id.includes('\0')) return undefined;
    const { rows } = await this.pool.query<WebhookColumns>(READ_WEBHOOKS, [id, 1]);
    return rows[0] && storedWebhook(rows[0]);
  }

  /** Absent where there is none. What `changed` throws changes nothing. */
  async change(
    id: string,
    changed: (before: StoredWebhook) => WebhookChange,
    actor: string,
  ): Promise<StoredWebhook | undefined> {
    return this.locked(id, async (client) => {
      const before = await found(client, id);
      const { terms, enabled } = changed(before);
      await client.query(CHANGE_WEBHOOK, [...valuesOf(terms), id, actor]);
      if (enabled && before.disabled !== undefined) await client.query(SWITCH_ON, [id, actor]);
      if (!enabled) await client.query(SWITCH_OFF, [id]);
      return found(client, id);
    });
  }

  /** Whoever enables a webhook answers for it. Absent where there is none. */
  async enable(id: string, from: EnabledFrom, actor: string): Promise<StoredWebhook | undefined> {
    return this.locked(id, async (client) => {
      if (from === 'now') {
        await client.query(SKIP_PENDING, [id]);
        await client.query(GO_ON_FROM_NOW, [id]);
      }
      await client.query(SWITCH_ON, [id, actor]);
      return found(client, id);
    });
  }

  /** Signs with another secret from now on, and for some hours with those before it too. */
  async rotateSecret(id: string, overlapHours: number): Promise<SignedWebhook | undefined> {
    const secret = newWebhookSecret();
    return this.locked(id, async (client) => {
      await client.query(END_SECRETS, [id, overlapHours]);
      await client.query(INSERT_SECRET, [id, secret]);
      return { webhook: await found(client, id), secret: secretText(secret) };
    });
  }

  /** Ends a webhook and all that is known of it; false where there is none. */
  async remove(id: string): Promise<boolean> {
    if (id.includes('\0')) return false;
    return (await this.pool.query(DELETE_WEBHOOK, [id])).rowCount === 1;
  }

  private async locked<Result>(
    id: string,
    work: (client: pg.PoolClient) => Promise<Result>,
  ): Promise<Result | undefined> {
    if (id.includes('\0')) return undefined;
    return inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(LOCK_WEBHOOK, [id]);
      return rowCount === 1 ? work(client) : undefined;
    });
  }
}

async function found(client: pg.PoolClient, id: string): Promise<StoredWebhook> {
  const { rows } = await client.query<WebhookColumns>(READ_WEBHOOKS, [id, 1]);
  const [columns] = rows;
  if (columns === undefined) throw new Error('A webhook that is locked is gone.');
  return storedWebhook(columns);
}
