import { Module } from '@nestjs/common';
import { Ledger, LedgerModule } from '#libs/ledger';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import pg from 'pg';
import { exportsOf } from './exports-of.js';
import { ExportWriter } from './writing/export-writer.js';

/** Needs `DatabaseModule` in the application. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: ExportWriter,
      inject: [pg.Pool, Ledger, CONFIG],
      useFactory: (pool: pg.Pool, ledger: Ledger, { timeZone }: Config) =>
        exportsOf(pool, ledger, { timeZone }),
    },
  ],
  exports: [ExportWriter],
})
export class ExportsModule {}
