import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { reachingEverything } from '#libs/database';
import { parkedInReach } from '#libs/ledger';

/** Between two looks at whether anything is parked at all. */
export const STALE_LOOK_MS = 1_000;
/** Subjects that an answer names; that there are more is said too. */
export const STALE_NAMED_MAX = 10;

/**
 * The subjects of which views lack an event, and those after it, because it could not be projected.
 * Such a view is as of before that event, whatever position the others have reached.
 */
@Injectable()
export class StaleSubjects {
  #isAny = false;
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;

  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  /** `systems/a@12, systems/b@15`: of those that may be seen; undefined where there is none. */
  async told(): Promise<string | undefined> {
    if (performance.now() - this.#lookedAt >= STALE_LOOK_MS) await this.#look();
    if (!this.#isAny) return undefined;
    const parked = await parkedInReach(this.pool, STALE_NAMED_MAX + 1);
    if (parked.length === 0) return undefined;
    const named = parked.map(({ subject, position }) => `${subject}@${position}`);
    if (named.length > STALE_NAMED_MAX) named[STALE_NAMED_MAX] = '...';
    return named.join(', ');
  }

  #look(): Promise<void> {
    this.#looking ??= reachingEverything(() => parkedInReach(this.pool, 1))
      .then(({ length }) => {
        this.#isAny = length > 0;
        this.#lookedAt = performance.now();
      })
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }
}
