import type pg from 'pg';

/** Some connections that take statements as soon as one of them is free, in the order of asking. */
export class Lanes {
  private readonly idle: pg.PoolClient[];
  private readonly waiting: ((client: pg.PoolClient) => void)[] = [];
  private hasFailed = false;

  private constructor(private readonly clients: readonly pg.PoolClient[]) {
    this.idle = [...clients];
  }

  /** Opens so many connections and makes them ready. */
  static async open(pool: pg.Pool, count: number, prepare: string): Promise<Lanes> {
    const clients: pg.PoolClient[] = [];
    try {
      while (clients.length < count) clients.push(await pool.connect());
      for (const client of clients) await client.query(prepare);
    } catch (error) {
      for (const client of clients) client.release(true);
      throw error;
    }
    return new Lanes(clients);
  }

  /** Once a statement has failed, those that have not begun are left out. */
  async run(statement: string, onBegun: () => void): Promise<void> {
    const client = await this.free();
    try {
      if (this.hasFailed) return;
      onBegun();
      await client.query(statement);
    } catch (error) {
      this.hasFailed = true;
      throw error;
    } finally {
      this.giveBack(client);
    }
  }

  /** Ends the connections, with what was set on them. */
  close(): void {
    for (const client of this.clients) client.release(true);
  }

  private free(): Promise<pg.PoolClient> {
    const client = this.idle.pop();
    if (client !== undefined) return Promise.resolve(client);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(client: pg.PoolClient): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(client);
    else next(client);
  }
}
