import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { recordHeads } from '#libs/evidence';
import { Ledger, refuseOlderLedger } from '#libs/ledger';
import { CONFIG, LOGGER } from '#libs/runtime';
import type { Config, Logger } from '#libs/runtime';

/** The pool that acts as `edict_log`: all else in the worker can record nothing. */
export const LOG_STREAMS_POOL = Symbol('LogStreamsPool');
/** How often it is looked whether heads are due. */
export const HEADS_LOOK_MS = 60_000;

/** Has the ledger commit, once a day, to how many events each company has. */
@Injectable()
export class DailyHeads implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #ledger: Ledger;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(LOG_STREAMS_POOL) private readonly pool: pg.Pool,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#ledger = new Ledger(pool);
  }

  onApplicationBootstrap(): void {
    this.#looking = this.#look().then(() => {
      if (this.#stopping.signal.aborted) return;
      this.#timer = setTimeout(() => {
        this.onApplicationBootstrap();
      }, HEADS_LOOK_MS);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#ledger.close();
    await this.pool.end();
  }

  /** What fails is tried again with the next look: heads that come later count all the same. */
  async #look(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      await refuseOlderLedger(this.#ledger, this.config.dataDir);
      const heads = await recordHeads(this.#ledger, new Date(), signal);
      if (heads === undefined) return;
      const { position, upTo, companies } = heads;
      this.logger.info({ position, upTo, companies }, 'The events of each company were counted.');
    } catch (error) {
      if (signal.aborted) return;
      this.logger.error({ err: error }, 'The events of each company could not be counted.');
    }
  }
}
