import { Module } from '@nestjs/common';
import { Ledger, LedgerModule } from '#libs/ledger';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import pg from 'pg';
import { Definitions } from './definitions/definitions.js';
import { exportsOf } from './exports-of.js';
import { allowedCallsOf } from './outbound/allowed-calls.js';
import { Runs } from './runs/runs.js';
import { KeptFiles } from './working/kept-files.js';
import { ExportWriter } from './writing/export-writer.js';

/** Token: the `AllowedCalls` of the settings. */
export const ALLOWED_CALLS = Symbol('AllowedCalls');

/** Needs `RuntimeModule` and `DatabaseModule` in the application. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: ExportWriter,
      inject: [pg.Pool, Ledger, CONFIG],
      useFactory: (pool: pg.Pool, ledger: Ledger, { timeZone }: Config) =>
        exportsOf(pool, ledger, { timeZone }),
    },
    {
      provide: Definitions,
      inject: [pg.Pool],
      useFactory: (pool: pg.Pool) => new Definitions(pool),
    },
    { provide: Runs, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Runs(pool) },
    {
      provide: KeptFiles,
      inject: [CONFIG],
      useFactory: ({ exportDir }: Config) => new KeptFiles(exportDir),
    },
    {
      provide: ALLOWED_CALLS,
      inject: [CONFIG],
      useFactory: ({ outboundAllow }: Config) => allowedCallsOf(outboundAllow),
    },
  ],
  exports: [ExportWriter, Definitions, Runs, KeptFiles, ALLOWED_CALLS],
})
export class ExportsModule {}
