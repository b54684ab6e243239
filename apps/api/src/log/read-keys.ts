import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { LedgerLog } from '#libs/ledger';
import type { LogKeys } from '#libs/ledger';

/** The keys that the log was signed with; absent while nothing was signed. */
export class ReadKeys extends Query<LogKeys | undefined> {}

@QueryHandler(ReadKeys)
export class ReadKeysHandler implements IQueryHandler<ReadKeys> {
  constructor(private readonly log: LedgerLog) {}

  execute(): Promise<LogKeys | undefined> {
    return this.log.keys();
  }
}
