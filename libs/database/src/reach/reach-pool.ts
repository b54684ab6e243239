import pg from 'pg';
import { sql } from '../sql.js';
import type { Reach } from './reach.js';
import { reachNow, readPrimary, replicaMayAnswer } from './reach.js';
import type { Replica } from './replica.js';

const SET_REACH = sql(import.meta.url, './set-reach.sql');

/** Sees the rows of the owners whom the session names, and changes none. */
const BOUNDED_ROLE = 'edict_scoped';

type Connected = (
  error: unknown,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool whose connections see what the request around may see (row-level security). Each is told
 * so whenever it is taken, before anything else is asked of it: what it was told for another
 * request never counts, and one that cannot be told is thrown away.
 */
export class ReachPool extends pg.Pool {
  /** What each connection was told last; absent as long as nobody knows. */
  readonly #told = new WeakMap<pg.PoolClient, string>();

  constructor(
    config: pg.PoolConfig,
    private readonly role: string,
    private readonly replica?: Replica,
  ) {
    super(config);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | undefined {
    const taken = this.#take(reachNow());
    if (connected === undefined) return taken;
    taken.then(
      (client) => {
        connected(undefined, client, (release) => {
          client.release(Boolean(release));
        });
      },
      (error: unknown) => {
        connected(error, undefined, nothing);
      },
    );
    return undefined;
  }

  async #take(reach: Reach): Promise<pg.PoolClient> {
    const client = (await this.#ofReplica()) ?? (await super.connect());
    const [role, owners] = reach === 'everything' ? [this.role, ''] : [BOUNDED_ROLE, reach.join()];
    const wanted = `${role} ${owners}`;
    if (this.#told.get(client) === wanted) return client;
    this.#told.delete(client);
    try {
      await client.query(SET_REACH, [role, owners]);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.#told.set(client, wanted);
    return client;
  }

  async #ofReplica(): Promise<pg.PoolClient | undefined> {
    if (this.replica === undefined || !replicaMayAnswer()) return undefined;
    const client = await this.replica.take();
    if (client === undefined) readPrimary();
    return client;
  }

  override end(): Promise<void>;
  override end(ended: () => void): void;
  override end(ended?: () => void): Promise<void> | undefined {
    const done = Promise.all([super.end(), this.replica?.end()]).then(nothing);
    if (ended === undefined) return done;
    void done.then(ended);
    return undefined;
  }
}

function nothing(): void {
  // There is no connection to give back.
}
