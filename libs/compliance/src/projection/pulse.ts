import type pg from 'pg';

const PULSE_MS = 1_000;

/**
 * Lets the database see, while a long stream is evaluated, that the transaction is at work: it ends
 * sessions that idle in one. The process gets to its other work meanwhile.
 */
export class Pulse {
  private last = performance.now();

  constructor(private readonly transaction: pg.PoolClient) {}

  get isDue(): boolean {
    return performance.now() - this.last >= PULSE_MS;
  }

  async beat(): Promise<void> {
    if (!this.isDue) return;
    await this.transaction.query('select');
    this.last = performance.now();
  }
}
