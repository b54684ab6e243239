import type pg from 'pg';
import { waited } from './waited.js';

/** One follower's view of the notifications: none is missed between two calls of `next`. */
export interface Watch {
  /** Resolves when something was told since the last call, after the poll interval, or aborted. */
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** What is told: the last position that was recorded, or the size of what was signed. */
export type Channel = 'ledger' | 'checkpoint';

/**
 * Notifications of one kind, on one connection for all followers of this process. They are hints
 * only: while the connection is away, followers poll.
 */
export class Wakeups {
  private readonly watchers = new Set<() => void>();
  private client: pg.PoolClient | undefined;
  private connecting = false;
  private stopped = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly channel: Channel,
  ) {}

  watch(): Watch {
    let woken = false;
    let wake = (): void => undefined;
    const watcher = (): void => {
      woken = true;
      wake();
    };
    this.watchers.add(watcher);
    const next = async (signal: AbortSignal): Promise<void> => {
      void this.listen();
      if (!woken) await waited(signal, (resolve) => (wake = resolve));
      woken = false;
    };
    const close = (): void => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) this.hangUp();
    };
    return { next, close };
  }

  stop(): void {
    this.stopped = true;
    this.hangUp();
  }

  private async listen(): Promise<void> {
    if (this.client !== undefined || this.connecting || this.stopped) return;
    this.connecting = true;
    try {
      await this.connect();
    } catch {
      // Followers poll, and try again with the next poll.
      this.hangUp();
    } finally {
      this.connecting = false;
    }
  }

  private async connect(): Promise<void> {
    const client = await this.pool.connect();
    this.client = client;
    const lost = (): void => {
      if (this.client === client) this.hangUp();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => {
      this.wakeAll();
    });
    await client.query(`listen ${this.channel}`);
    // What was recorded before the server listened for this connection is looked for once.
    this.wakeAll();
    if (this.watchers.size === 0) this.hangUp();
  }

  private wakeAll(): void {
    for (const watcher of this.watchers) watcher();
  }

  private hangUp(): void {
    this.client?.release(true);
    this.client = undefined;
  }
}
