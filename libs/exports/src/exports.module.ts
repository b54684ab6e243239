import { Module } from '@nestjs/common';
import { Ledger, LedgerModule } from '#libs/ledger';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import pg from 'pg';
import { Definitions } from './definitions/definitions.js';
import { exportsOf } from './exports-of.js';
import { Runs } from './runs/runs.js';
import { KeptFiles } from './working/kept-files.js';
import { ExportWriter } from './writing/export-writer.js';

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
  ],
  exports: [ExportWriter, Definitions, Runs, KeptFiles],
})
export class ExportsModule {}
