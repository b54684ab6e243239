import type pg from 'pg';

/** How long a replica that could not be reached is left alone. */
export const REPLICA_AWAY_MS = 5_000;

/** A streaming replica that reads may go to; while it is away, they go to the primary. */
export class Replica {
  #awayUntil = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly onAway: (error: unknown) => void,
  ) {}

  /** A connection of it, if it is there. */
  async take(): Promise<pg.PoolClient | undefined> {
    if (performance.now() < this.#awayUntil) return undefined;
    try {
      return await this.pool.connect();
    } catch (error) {
      this.#awayUntil = performance.now() + REPLICA_AWAY_MS;
      this.onAway(error);
      return undefined;
    }
  }

  async end(): Promise<void> {
    await this.pool.end();
  }
}

const IN_RECOVERY = 'select pg_is_in_recovery() as follows';

/** @throws Error where the server does not follow another one: what it has may be anything */
export async function refuseUnlessFollowing(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ follows: boolean }>(IN_RECOVERY);
  if (!rows[0]?.follows) throw new Error('The server for reading follows no other server.');
}
