import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { finishErasures } from '#libs/personal';
import { LOGGER } from '#libs/runtime';
import type { Logger } from '#libs/runtime';

/** How often it is looked whether a process has died between saying and doing. */
export const ERASURES_LOOK_MS = 10_000;

/** Destroys what the ledger says was erased, where whoever recorded it came to no more. */
@Injectable()
export class UnfinishedErasures implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(
    @Inject(pg.Pool) private readonly pool: pg.Pool,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setTimeout(() => {
      this.#looking = this.#look().then(() => {
        if (!this.#isStopping) this.onApplicationBootstrap();
      });
    }, ERASURES_LOOK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    try {
      const values = await finishErasures(this.pool);
      if (values > 0) this.logger.warn({ values }, 'An erasure that was cut short is finished.');
    } catch (error) {
      this.logger.error({ err: error }, 'Erasures that were cut short could not be looked for.');
    }
  }
}
