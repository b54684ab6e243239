import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerModule } from '#libs/ledger';
import { Recorder, RecordingModule } from '#libs/recording';
import { Importer } from './importer.js';

/** Needs `DatabaseModule` in the application. */
@Module({
  imports: [LedgerModule, RecordingModule],
  providers: [
    {
      provide: Importer,
      inject: [Recorder, Ledger, pg.Pool],
      useFactory: (recorder: Recorder, ledger: Ledger, pool: pg.Pool) =>
        new Importer(recorder, ledger, pool),
    },
  ],
  exports: [Importer],
})
export class ImportersModule {}
