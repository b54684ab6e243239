import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { reachingEverything } from '#libs/database';
import { LedgerLog } from '#libs/ledger';
import type { ConsistencyProof } from '#libs/ledger';

/** That one checkpoint begins another, or the newest. */
export class ReadConsistency extends Query<ConsistencyProof> {
  constructor(
    readonly from: number,
    readonly to: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadConsistency)
export class ReadConsistencyHandler implements IQueryHandler<ReadConsistency> {
  constructor(private readonly log: LedgerLog) {}

  execute({ from, to }: ReadConsistency): Promise<ConsistencyProof> {
    // It is made of hashes alone.
    return reachingEverything(() => this.log.consistency(from, to));
  }
}
