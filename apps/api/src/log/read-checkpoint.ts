import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { LedgerLog } from '#libs/ledger';
import type { CheckpointRow } from '#libs/ledger';

/** The newest signed checkpoint; absent while nothing was signed. */
export class ReadCheckpoint extends Query<CheckpointRow | undefined> {}

@QueryHandler(ReadCheckpoint)
export class ReadCheckpointHandler implements IQueryHandler<ReadCheckpoint> {
  constructor(private readonly log: LedgerLog) {}

  execute(): Promise<CheckpointRow | undefined> {
    return this.log.latest();
  }
}
