import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { CHECKPOINT_WAIT_MS, LedgerLog } from '#libs/ledger';
import type { Shape } from '../answers/shape.js';
import type { Receipt } from './receipt.js';
import { proven } from './receipt.js';

/** The same receipts, once a signed checkpoint covers their events, with the proof of each. */
export class AwaitCheckpoint extends Query<readonly Shape<Receipt>[]> {
  constructor(readonly receipts: readonly Shape<Receipt>[]) {
    super();
  }
}

@QueryHandler(AwaitCheckpoint)
export class AwaitCheckpointHandler implements IQueryHandler<AwaitCheckpoint> {
  constructor(private readonly log: LedgerLog) {}

  async execute({ receipts }: AwaitCheckpoint): Promise<readonly Shape<Receipt>[]> {
    const positions = receipts.flatMap(({ position }) => position ?? []);
    const isSigned = await this.log.covers(Math.max(0, ...positions), CHECKPOINT_WAIT_MS);
    const proofs = isSigned ? await this.log.proofs(positions) : new Map<number, string>();
    return receipts.map((receipt) => proven(receipt, proofs.get(receipt.position ?? 0)));
  }
}
