import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { ExportWatchdog } from '#libs/exports';
import { Ledger } from '#libs/ledger';
import { LOGGER } from '#libs/runtime';
import type { Logger } from '#libs/runtime';

/**
 * Watches the schedules of exports from a process that does none of them, so that a worker that does
 * not work is noticed too.
 */
@Injectable()
export class OverdueExports implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #watchdog: ExportWatchdog;

  constructor(@Inject(pg.Pool) pool: pg.Pool, ledger: Ledger, @Inject(LOGGER) logger: Logger) {
    this.#watchdog = new ExportWatchdog({
      pool,
      ledger,
      onError: (error) => {
        logger.error({ err: error }, 'Exports cannot be watched.');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#watchdog.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#watchdog.stop();
  }

  async count(): Promise<number> {
    return (await this.#watchdog.overdue()).length;
  }
}
