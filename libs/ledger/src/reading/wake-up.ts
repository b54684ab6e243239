import type pg from 'pg';
import { waited } from './waited.js';

/** Remembers notifications that came while the owner of the connection was at work. */
export class WakeUp {
  private woken = false;
  private lost: Error | undefined;
  private wake: () => void = () => undefined;

  constructor(client: pg.PoolClient) {
    client.on('notification', () => {
      this.rouse();
    });
    client.on('error', (error) => {
      this.lost = error;
      this.rouse();
    });
  }

  /** @throws what ended the connection */
  async next(signal: AbortSignal): Promise<void> {
    if (!this.woken) await waited(signal, (wake) => (this.wake = wake));
    this.woken = false;
    if (this.lost !== undefined) throw this.lost;
  }

  private rouse(): void {
    this.woken = true;
    this.wake();
  }
}
