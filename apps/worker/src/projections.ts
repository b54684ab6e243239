import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { projectionsOf } from '#libs/compliance';
import { Ledger, ProjectionRunner } from '#libs/ledger';
import type { ProjectionHealth } from '#libs/ledger';
import { Health, LOGGER } from '#libs/runtime';
import type { Logger } from '#libs/runtime';
import { ParkedSubjects } from './parked-subjects.js';

/**
 * Runs every projection. How far each is and what it parked stands in the database, written by the
 * runner with the views themselves, so that other processes read it there.
 */
@Injectable()
export class Projections implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #runners: readonly ProjectionRunner[];
  readonly #parked: readonly ParkedSubjects[];

  constructor(
    @Inject(pg.Pool) pool: pg.Pool,
    ledger: Ledger,
    private readonly health: Health,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const projections = projectionsOf(ledger);
    this.#runners = projections.map(
      (projection) =>
        new ProjectionRunner({
          pool,
          projection,
          onHealth: (health) => {
            this.#note(projection.name, health);
          },
        }),
    );
    this.#parked = projections.map((projection) => new ParkedSubjects(pool, projection, logger));
  }

  onApplicationBootstrap(): void {
    for (const runner of [...this.#runners, ...this.#parked]) runner.start();
  }

  /** Ends the batches under way; the ledger and the pool are closed only after that. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.#runners, ...this.#parked].map((runner) => runner.stop()));
  }

  #note(name: string, health: ProjectionHealth): void {
    this.health.add(`projection ${name}`, () => health);
    const line = `Projection ${name}: ${health.detail}`;
    if (health.status === 'ok') this.logger.info(line);
    else this.logger.error(line);
  }
}
