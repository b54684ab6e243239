import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { sql } from '#libs/database';

/** Requests that a process takes at once of what a minute has: a tenth, so that few ask the database. */
const SHARES_OF_A_MINUTE = 10;
const SUBJECTS_REMEMBERED_MAX = 10_000;
const FORGET_EVERY_MS = 3_600_000;
const SECOND_MS = 1_000;

const GRANT_REQUESTS = sql(import.meta.url, './grant-requests.sql');
const FORGET_COUNTS = sql(import.meta.url, './forget-counts.sql');

interface Share {
  left: number;
}

interface Granted {
  readonly isGranted: boolean;
  readonly secondsLeft: number;
}

/**
 * Counts requests per minute for all processes on one database. Each takes a share of the minute
 * and counts that down by itself, so a subject never gets more than its limit; it may get a little
 * less where several processes hold shares.
 */
export class RequestLimits {
  readonly #shares = new LRUCache<string, Share>({ max: SUBJECTS_REMEMBERED_MAX });
  readonly #asking = new Map<string, Promise<Granted>>();
  #forgottenAt = -Infinity;

  constructor(private readonly pool: pg.Pool) {}

  /**
   * Counts one request; says after how many seconds to come again where it is one too many.
   * @param subject e.g. `key:<id>` or `address:<address>`
   */
  async overBy(subject: string, perMinute: number): Promise<number | undefined> {
    while (!this.#take(subject)) {
      const { isGranted, secondsLeft } = await this.#share(subject, perMinute);
      if (!isGranted) return secondsLeft;
    }
    return undefined;
  }

  #take(subject: string): boolean {
    const share = this.#shares.get(subject);
    if (share === undefined || share.left === 0) return false;
    share.left -= 1;
    return true;
  }

  /** Requests that come at once wait for the same share. */
  #share(subject: string, perMinute: number): Promise<Granted> {
    const asking = this.#asking.get(subject) ?? this.#ask(subject, perMinute);
    this.#asking.set(subject, asking);
    return asking;
  }

  async #ask(subject: string, perMinute: number): Promise<Granted> {
    const size = Math.max(1, Math.floor(perMinute / SHARES_OF_A_MINUTE));
    try {
      await this.#forget();
      const { rows } = await this.pool.query<Granted>(GRANT_REQUESTS, [subject, size, perMinute]);
      const [granted] = rows;
      if (granted === undefined) throw new Error('A count has no answer.');
      const ttl = granted.secondsLeft * SECOND_MS;
      if (granted.isGranted) this.#shares.set(subject, { left: size }, { ttl });
      return granted;
    } finally {
      this.#asking.delete(subject);
    }
  }

  /** Those who came once and never again. */
  async #forget(): Promise<void> {
    if (performance.now() - this.#forgottenAt < FORGET_EVERY_MS) return;
    this.#forgottenAt = performance.now();
    await this.pool.query(FORGET_COUNTS);
  }
}
