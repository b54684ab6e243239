import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerModule } from '#libs/ledger';
import { Recorder, RecordingModule } from '#libs/recording';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { Importer } from './importer.js';

/** Needs `DatabaseModule` in the application. */
@Module({
  imports: [LedgerModule, RecordingModule],
  providers: [
    {
      provide: Importer,
      inject: [Recorder, Ledger, pg.Pool, CONFIG],
      useFactory: (recorder: Recorder, ledger: Ledger, pool: pg.Pool, { timeZone }: Config) =>
        new Importer(recorder, ledger, pool, timeZone),
    },
  ],
  exports: [Importer],
})
export class ImportersModule {}
