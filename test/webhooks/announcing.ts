import type { AsOf } from '#libs/compliance';
import { createPool, createReachPool } from '#libs/database';
import { Ledger } from '#libs/ledger';
import { Announcer, NewsViews } from '#libs/webhooks';
import type { WebhookIdentity } from '#libs/webhooks';
import type pg from 'pg';
import type { Told } from './calling.js';

/** A webhook as a test wants it; absent terms are those of one that is told everything. */
export interface Wanted {
  readonly id: string;
  readonly events?: readonly string[];
  readonly filters?: object;
  readonly leadDays?: readonly number[];
  readonly companies?: readonly string[];
  /** How far it has come. */
  readonly from: AsOf;
}

/** Whatever finds news for webhooks, at moments of the test's choosing. */
export class Announcing {
  /** Whoever every webhook is told for; nobody where the key is over. */
  identity: WebhookIdentity | undefined = { roles: ['analyst'] };
  private moment: AsOf = { validAt: '2026-01-01T00:00:00Z', knownAt: 0 };
  private readonly pool: pg.Pool;
  private readonly viewsPool: pg.Pool;
  private readonly ledger: Ledger;
  private readonly announcers: readonly Announcer[];

  constructor(
    private readonly owner: pg.Pool,
    url: string,
  ) {
    const options = { url, role: 'edict_worker', applicationName: 'announcing' } as const;
    this.pool = createPool({ ...options, max: 4 });
    this.viewsPool = createReachPool({ ...options, max: 4 });
    this.ledger = new Ledger(this.pool);
    const views = new NewsViews(this.viewsPool, { timeZone: 'Asia/Shanghai' });
    const parts = { pool: this.pool, ledger: this.ledger, views };
    this.announcers = [1, 2].map(
      () =>
        new Announcer({
          ...parts,
          authority: () => Promise.resolve(this.identity),
          moment: () => Promise.resolve(this.moment),
        }),
    );
  }

  async close(): Promise<void> {
    await this.ledger.close();
    await this.pool.end();
    await this.viewsPool.end();
  }

  /** Makes the webhooks exactly these, with nothing told yet. */
  async define(...webhooks: readonly Wanted[]): Promise<void> {
    await this.owner.query('delete from webhooks.webhook');
    await this.owner.query('delete from webhooks.left_out');
    for (const one of webhooks) {
      await this.owner.query(
        `insert into webhooks.webhook (id, url, events, filters, lead_days, companies, enabled,
           made_at, made_by, changed_by, position, at, near_at, near_position)
         values ($1, 'https://example.org/', $2, $3, $4, $5, true, $6, 'tester', 'tester', $7, $6, $6, $7)`,
        [
          one.id,
          one.events ?? ['status.changed', 'deadline.approaching'],
          JSON.stringify(one.filters ?? {}),
          one.leadDays ?? [30, 7, 1],
          one.companies,
          one.from.validAt,
          one.from.knownAt,
        ],
      );
    }
  }

  /** Looks for news at a moment, by one process or by two at once. */
  async look(moment: AsOf, processes: 1 | 2 = 1): Promise<void> {
    this.moment = moment;
    await Promise.all(this.announcers.slice(0, processes).map((one) => one.announce()));
  }

  /** What a webhook is to be told, in its order. */
  async told(id: string): Promise<readonly Told[]> {
    const { rows } = await this.owner.query<{ body: string }>(
      'select body from webhooks.message where webhook = $1 order by sequence',
      [id],
    );
    return rows.map(({ body }) => JSON.parse(body) as Told);
  }
}
