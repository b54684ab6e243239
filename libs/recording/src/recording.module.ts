import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerModule } from '#libs/ledger';
import { PersonalValues } from '#libs/personal';
import { Papers } from './papers/papers.js';
import { Recorder } from './recorder.js';

/** Needs `DatabaseModule` and `PersonalModule` in the application. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: Recorder,
      inject: [Ledger, PersonalValues],
      useFactory: (ledger: Ledger, personal: PersonalValues) => new Recorder({ ledger, personal }),
    },
    { provide: Papers, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Papers(pool) },
  ],
  exports: [Recorder, Papers],
})
export class RecordingModule {}
