import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { reachingEverything } from '#libs/database';
import { Ledger, LedgerLog } from '#libs/ledger';

/** The C2SP tlog-proof of one event; absent where there is no such event. */
export class ReadProof extends Query<string | undefined> {
  constructor(
    readonly position: number,
    readonly size: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadProof)
export class ReadProofHandler implements IQueryHandler<ReadProof> {
  constructor(
    private readonly ledger: Ledger,
    private readonly log: LedgerLog,
  ) {}

  async execute({ position, size }: ReadProof): Promise<string | undefined> {
    if ((await this.ledger.at(position)) === undefined) return undefined;
    // It is made of hashes alone.
    return reachingEverything(() => this.log.proof(position, size));
  }
}
