import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerModule } from '#libs/ledger';
import { Papers } from './papers/papers.js';
import { Recorder } from './recorder.js';

/** Needs `DatabaseModule` in the application. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: Recorder,
      inject: [Ledger],
      useFactory: (ledger: Ledger) => new Recorder({ ledger }),
    },
    { provide: Papers, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Papers(pool) },
  ],
  exports: [Recorder, Papers],
})
export class RecordingModule {}
