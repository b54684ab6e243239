import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerLog, LedgerModule } from '#libs/ledger';
import { PersonalValues } from '#libs/personal';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { Packer, packingFolder } from './packing/packer.js';

/**
 * Provides `Packer`, on the pool and the personal values that the application provides globally.
 */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: Packer,
      inject: [pg.Pool, Ledger, LedgerLog, PersonalValues, CONFIG],
      useFactory: (
        pool: pg.Pool,
        ledger: Ledger,
        log: LedgerLog,
        { key: personalKey }: PersonalValues,
        { dataDir }: Config,
      ) => new Packer(pool, ledger, log, { personalKey, folder: packingFolder(dataDir) }),
    },
  ],
  exports: [Packer],
})
export class EvidenceModule {}
