import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { StandingKeys } from '#libs/access';
import { exportsOf, ExportWorker } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import { allowedCallsOf } from '#libs/outbound';
import { CONFIG, LOGGER } from '#libs/runtime';
import type { Config, Logger } from '#libs/runtime';

/** The pool that exports are written and delivered with, apart from that of the projections. */
export const EXPORTS_POOL = Symbol('ExportsPool');

/** Does the scheduled exports, whose state stands in the database, so that the API reads it there. */
@Injectable()
export class Exports implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #worker: ExportWorker;
  readonly #ledger: Ledger;

  constructor(
    @Inject(EXPORTS_POOL) private readonly pool: pg.Pool,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) logger: Logger,
  ) {
    const keys = new StandingKeys(pool, config);
    this.#ledger = new Ledger(pool);
    this.#worker = new ExportWorker({
      pool,
      logger,
      ledger: this.#ledger,
      writer: exportsOf(pool, this.#ledger, config),
      root: config.exportDir,
      allowed: allowedCallsOf(config.outboundAllow),
      authority: (actor) => keys.identity(actor),
    });
  }

  onApplicationBootstrap(): void {
    this.#worker.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#worker.stop();
    await this.#ledger.close();
    await this.pool.end();
  }
}
