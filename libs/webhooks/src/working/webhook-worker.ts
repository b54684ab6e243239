import { setTimeout as pause } from 'node:timers/promises';
import { Ledger } from '#libs/ledger';
import type { AllowedCalls } from '#libs/outbound';
import type { Logger } from '#libs/runtime';
import type pg from 'pg';
import { Announcer } from '../announcing/announcer.js';
import { NewsViews } from '../announcing/news-views.js';
import { settledMoment } from '../announcing/settled-moment.js';
import { Teller } from '../telling/teller.js';
import type { Authority } from '../webhook-objection.js';
import { RETENTION_EVERY_MS, TICK_MS, TIME_LOOK_MS, TOLD_AT_ONCE } from './limits.js';
import { forgetOld } from './retention.js';

export interface WebhookWorkerOptions {
  /** Acts as `edict_worker`. */
  readonly pool: pg.Pool;
  /** As it, but what it sees follows the reach (`createReachPool`). */
  readonly viewsPool: pg.Pool;
  /** IANA, of days that no law's time zone says. */
  readonly timeZone: string;
  readonly allowed: AllowedCalls;
  readonly authority: Authority;
  readonly logger: Logger;
}

/**
 * Finds what is news for webhooks and tells them. Any number may run, in any processes, and die at
 * any moment: each message is made once and told in its order, by one of them.
 */
export class WebhookWorker {
  readonly #stopping = new AbortController();
  readonly #ledger: Ledger;
  readonly #views: NewsViews;
  readonly #announcer: Announcer;
  readonly #teller: Teller;
  #woken = new AbortController();
  #running: Promise<unknown> | undefined;
  #lookedAt = -Infinity;
  #lookedTo = -1;

  constructor(private readonly options: WebhookWorkerOptions) {
    const { pool, viewsPool } = options;
    this.#ledger = new Ledger(pool);
    this.#views = new NewsViews(viewsPool, options);
    this.#announcer = new Announcer({
      ...options,
      ledger: this.#ledger,
      views: this.#views,
      moment: () => settledMoment(pool, this.#ledger),
    });
    this.#teller = new Teller(options, this.#stopping.signal);
  }

  start(): void {
    this.#running ??= Promise.all([
      this.repeat(() => this.announce()),
      this.repeat(() => this.forget()),
      ...Array.from({ length: TOLD_AT_ONCE }, () => this.repeat(() => this.#teller.tell())),
    ]);
  }

  /** Breaks off what is under way: it is told again. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The worker is told to end.'));
    this.wake();
    await this.#running;
    await this.#views.close();
    await this.#ledger.close();
  }

  /** Goes on at once while a step finds something to do, and wakes the others to what follows. */
  private async repeat(step: () => Promise<boolean>): Promise<void> {
    const { signal } = this.#stopping;
    while (!isAborted(signal)) {
      // Whoever is woken while it looks has to look again.
      const woken = this.#woken.signal;
      try {
        if (await step()) {
          this.wake();
          continue;
        }
      } catch (error) {
        if (isAborted(signal)) return;
        this.options.logger.error(
          { err: error },
          'A step of webhooks has failed; it is tried again.',
        );
      }
      await pause(TICK_MS, undefined, { signal: woken }).catch(() => undefined);
    }
  }

  /** Looks where something was recorded, and now and then for what time alone has changed. */
  private async announce(): Promise<boolean> {
    const { position } = await this.#ledger.head();
    const now = performance.now();
    if (position === this.#lookedTo && now - this.#lookedAt < TIME_LOOK_MS) return false;
    const { isNews, knownAt } = await this.#announcer.announce();
    // Where the views lag behind, there is more to be seen before long.
    this.#lookedTo = knownAt;
    this.#lookedAt = now;
    return isNews;
  }

  private async forget(): Promise<boolean> {
    const { signal } = this.#stopping;
    await forgetOld(this.options.pool);
    await pause(RETENTION_EVERY_MS, undefined, { signal }).catch(() => undefined);
    return false;
  }

  private wake(): void {
    const woken = this.#woken;
    this.#woken = new AbortController();
    woken.abort();
  }
}

/** Asked again after a wait, which a type does not see. */
function isAborted({ aborted }: AbortSignal): boolean {
  return aborted;
}
