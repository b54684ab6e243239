import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerLog, LedgerModule } from '#libs/ledger';
import { Packer } from './packing/packer.js';

/** Provides `Packer`, on the pool that the application provides globally under `pg.Pool`. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: Packer,
      inject: [pg.Pool, Ledger, LedgerLog],
      useFactory: (pool: pg.Pool, ledger: Ledger, log: LedgerLog) => new Packer(pool, ledger, log),
    },
  ],
  exports: [Packer],
})
export class EvidenceModule {}
