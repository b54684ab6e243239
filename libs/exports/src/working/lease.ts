import { sql } from '#libs/database';
import type pg from 'pg';
import { SEEN_EVERY_MS } from './limits.js';

const REGISTER_WORKER = sql(import.meta.url, './register-worker.sql');
const NOTE_SEEN = sql(import.meta.url, './note-seen.sql');
const FORGET_WORKERS = sql(import.meta.url, './forget-workers.sql');

/**
 * What this process works under. The lock of its number goes with its connection, so whoever looks
 * sees at once that it died; what it noted last shows that it was stopped. Once the lease is lost,
 * whatever was begun under it is given up, for others take it up.
 */
export class Lease {
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly client: pg.PoolClient,
    readonly worker: number,
  ) {
    client.on('error', this.#lose);
    this.#timer = setInterval(() => {
      this.client.query(NOTE_SEEN, [this.worker]).catch(this.#lose);
    }, SEEN_EVERY_MS);
  }

  static async take(pool: pg.Pool): Promise<Lease> {
    const client = await pool.connect();
    try {
      await client.query(FORGET_WORKERS);
      const { rows } = await client.query<{ id: number }>(REGISTER_WORKER);
      const [made] = rows;
      if (made === undefined) throw new Error('No worker was registered.');
      return new Lease(client, made.id);
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Aborted once the lease is lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  release(): void {
    clearInterval(this.#timer);
    this.client.off('error', this.#lose);
    this.client.on('error', () => undefined);
    // Ending the session is what gives up its lock.
    this.client.release(true);
  }

  readonly #lose = (): void => {
    clearInterval(this.#timer);
    this.#lost.abort(new Error('The lease of this worker is lost.'));
  };
}
