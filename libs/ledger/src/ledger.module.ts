import { Module } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Ledger } from './ledger.js';
import { LedgerLog } from './log/ledger-log.js';

/** Provides `Ledger` and `LedgerLog`, on the pool that the application provides globally under the class `pg.Pool`. */
@Module({
  providers: [
    { provide: Ledger, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Ledger(pool) },
    { provide: LedgerLog, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new LedgerLog(pool) },
  ],
  exports: [Ledger, LedgerLog],
})
export class LedgerModule implements BeforeApplicationShutdown {
  constructor(
    private readonly ledger: Ledger,
    private readonly log: LedgerLog,
  ) {}

  /** Before pools end, so that what was taken is still recorded. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.ledger.close();
    this.log.close();
  }
}
