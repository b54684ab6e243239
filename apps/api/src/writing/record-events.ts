import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { Checked, IncomingEvent, RecordOptions } from '#libs/recording';
import { Recorder } from '#libs/recording';
import { Metrics } from '../operations/metrics.js';

/** Records all of the events, or none. */
export class RecordEvents extends Command<readonly Checked[]> {
  constructor(
    readonly events: readonly IncomingEvent[],
    readonly options: RecordOptions,
  ) {
    super();
  }
}

@CommandHandler(RecordEvents)
export class RecordEventsHandler implements ICommandHandler<RecordEvents> {
  constructor(
    private readonly recorder: Recorder,
    private readonly metrics: Metrics,
  ) {}

  execute({ events, options }: RecordEvents): Promise<readonly Checked[]> {
    return this.metrics.counted(this.recorder.record(events, options), options);
  }
}
