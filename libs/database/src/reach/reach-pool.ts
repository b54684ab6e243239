import pg from 'pg';
import { sql } from '../sql.js';
import type { Narrow } from './narrowing.js';
import { narrowStatements } from './narrowing.js';
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

export interface ReachPoolBounds {
  readonly role: string;
  readonly replica?: Replica;
  /** Beside row-level security, and knowing nothing of it. */
  readonly narrow?: Narrow;
}

/**
 * A pool whose connections see what the request around may see, twice: by row-level security, of
 * which each is told whenever it is taken, before anything else is asked of it (what it was told for
 * another request never counts, and one that cannot be told is thrown away), and by its statements.
 */
export class ReachPool extends pg.Pool {
  /** What each connection was told last; absent as long as nobody knows. */
  readonly #told = new WeakMap<pg.PoolClient, string>();

  constructor(
    config: pg.PoolConfig,
    private readonly bounds: ReachPoolBounds,
  ) {
    super(config);
  }

  /** The statement as the request around may ask it, before values are written into it. */
  narrowed(text: string): string {
    return this.#narrowed(text, reachNow());
  }

  #narrowed(text: string, reach: Reach): string {
    const { narrow } = this.bounds;
    return narrow === undefined || reach === 'everything' ? text : narrow(text, reach);
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
    narrowStatements(client, undefined);
    await this.#tell(client, reach);
    if (reach !== 'everything') narrowStatements(client, (text) => this.#narrowed(text, reach));
    return client;
  }

  async #tell(client: pg.PoolClient, reach: Reach): Promise<void> {
    const [role, owners] =
      reach === 'everything' ? [this.bounds.role, ''] : [BOUNDED_ROLE, reach.join()];
    const wanted = `${role} ${owners}`;
    if (this.#told.get(client) === wanted) return;
    this.#told.delete(client);
    try {
      await client.query(SET_REACH, [role, owners]);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.#told.set(client, wanted);
  }

  async #ofReplica(): Promise<pg.PoolClient | undefined> {
    const { replica } = this.bounds;
    if (replica === undefined || !replicaMayAnswer()) return undefined;
    const client = await replica.take();
    if (client === undefined) readPrimary();
    return client;
  }

  override end(): Promise<void>;
  override end(ended: () => void): void;
  override end(ended?: () => void): Promise<void> | undefined {
    const done = Promise.all([super.end(), this.bounds.replica?.end()]).then(nothing);
    if (ended === undefined) return done;
    void done.then(ended);
    return undefined;
  }
}

function nothing(): void {
  // There is no connection to give back.
}
