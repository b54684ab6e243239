import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
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
    const head = await this.ledger.head();
    if (position > head.position) return undefined;
    return this.log.proof(position, size);
  }
}
