import { Module } from '@nestjs/common';
import { Ledger, LedgerModule } from '#libs/ledger';
import { Recorder } from './recorder.js';

@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: Recorder,
      inject: [Ledger],
      useFactory: (ledger: Ledger) => new Recorder({ ledger }),
    },
  ],
  exports: [Recorder],
})
export class RecordingModule {}
