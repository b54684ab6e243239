import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { StandingKeys } from '#libs/access';
import { allowedCallsOf } from '#libs/outbound';
import { CONFIG, LOGGER } from '#libs/runtime';
import type { Config, Logger } from '#libs/runtime';
import { WebhookWorker } from '#libs/webhooks';

/** The pools that news are found and told with, apart from those of the projections. */
export const WEBHOOKS_POOL = Symbol('WebhooksPool');
export const WEBHOOK_VIEWS_POOL = Symbol('WebhookViewsPool');

/** Tells webhooks of changes and deadlines; what became of it stands in the database. */
@Injectable()
export class WebhookCalls implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #worker: WebhookWorker;

  constructor(
    @Inject(WEBHOOKS_POOL) private readonly pool: pg.Pool,
    @Inject(WEBHOOK_VIEWS_POOL) private readonly viewsPool: pg.Pool,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) logger: Logger,
  ) {
    const keys = new StandingKeys(pool, config);
    this.#worker = new WebhookWorker({
      pool,
      viewsPool,
      timeZone: config.timeZone,
      allowed: allowedCallsOf(config.outboundAllow),
      authority: (actor) => keys.identity(actor),
      logger,
    });
  }

  onApplicationBootstrap(): void {
    this.#worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#worker.stop();
    await this.pool.end();
    await this.viewsPool.end();
  }
}
