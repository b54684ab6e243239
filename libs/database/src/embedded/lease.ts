import pg from 'pg';

/** Any number that no other lock uses in the database `postgres` of an embedded server. */
const LEASE_LOCK = 72_110_002;
const REJOIN_DELAY_MS = 500;

/**
 * This process's share in an embedded server: a shared lock on a connection of its own. It goes
 * with the process, however that ends, so the last one left can tell that it is the last.
 */
export class Lease {
  #client: pg.Client | undefined;
  /** The joining that is under way: there is one connection at most. */
  #joining: Promise<void> | undefined;
  #reviving: Promise<unknown> | undefined;
  #released = false;

  private constructor(
    readonly url: string,
    private readonly revive: () => Promise<unknown>,
  ) {}

  /** @param revive starts the server again where it has ended */
  static async take(url: string, revive: () => Promise<unknown>): Promise<Lease> {
    const lease = new Lease(url, revive);
    await lease.#join();
    return lease;
  }

  #join(): Promise<void> {
    this.#joining ??= this.#connect().finally(() => {
      this.#joining = undefined;
    });
    return this.#joining;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'edict lease' });
    client.on('error', () => {
      this.#rejoinLater();
    });
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [LEASE_LOCK]);
    this.#client = client;
  }

  /** A crash of one server process ends every connection; the server itself recovers, mostly. */
  #rejoinLater(): void {
    this.#client = undefined;
    if (this.#released) return;
    setTimeout(() => {
      if (this.#released || this.#client) return;
      this.#join().catch(() => this.#reviveAndRejoin());
    }, REJOIN_DELAY_MS).unref();
  }

  async #reviveAndRejoin(): Promise<void> {
    if (this.#released) return;
    // What keeps it from starting may pass: it is tried again and again.
    this.#reviving = this.revive().catch(() => undefined);
    await this.#reviving;
    this.#rejoinLater();
  }

  /** Gives the share back; `whenLast` runs, before anybody can join, if no other process has one. */
  async release(whenLast: () => Promise<void>): Promise<void> {
    this.#released = true;
    await this.#reviving;
    await this.#joining?.catch(() => undefined);
    const client = this.#client ?? (await this.#reconnect());
    if (!client) return;
    await client.query('select pg_advisory_unlock_all()');
    const { rows } = await client.query<{ last: boolean }>(
      'select pg_try_advisory_lock($1) as last',
      [LEASE_LOCK],
    );
    if (rows[0]?.last) await whenLast();
    await client.end().catch(() => undefined);
  }

  async #reconnect(): Promise<pg.Client | undefined> {
    await this.#join().catch(() => undefined);
    return this.#client;
  }
}
