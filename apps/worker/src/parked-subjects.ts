import type pg from 'pg';
import { projectionState, unpark } from '#libs/ledger';
import type { Projection } from '#libs/ledger';
import type { Logger } from '#libs/runtime';

/** How often subjects that were parked are tried again. */
export const PARKED_RETRY_MS = 60_000;

/**
 * Tries parked subjects again, at the start and every minute: what made an event fail may have been
 * mended meanwhile, by a new version or in the database.
 */
export class ParkedSubjects {
  #timer: NodeJS.Timeout | undefined;
  #trying: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly projection: Projection,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#trying = this.#tryAll().then(() => {
      if (this.#stopped) return;
      this.#timer = setTimeout(() => {
        this.start();
      }, PARKED_RETRY_MS);
    });
  }

  /** Lets the subject that is being replayed end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#trying;
  }

  async #tryAll(): Promise<void> {
    const { name } = this.projection;
    try {
      for (const { subject } of (await projectionState(this.pool, name)).parked) {
        if (this.#stopped) return;
        await this.#try(subject);
      }
    } catch (error) {
      this.logger.error({ err: error }, `The parked subjects of ${name} cannot be read.`);
    }
  }

  async #try(subject: string): Promise<void> {
    const { name } = this.projection;
    try {
      const events = await unpark(this.pool, this.projection, subject);
      this.logger.info({ subject, events }, `Projection ${name} has taken a parked subject.`);
    } catch (error) {
      this.logger.error({ subject, err: error }, `Projection ${name}: a subject stays parked.`);
    }
  }
}
