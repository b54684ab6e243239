import { heldNames, knownSet } from '#libs/governance';
import type { Claim, EventId, Receipt } from '#libs/ledger';
import type { Asked } from './knowledge.js';

/** The ledger as it was once a position had been recorded, as far as decisions ask for it. */
export class LedgerUpTo implements Asked {
  constructor(
    private readonly ledger: Asked,
    private readonly position: number,
  ) {}

  histories(subjects: readonly string[]): ReturnType<Asked['histories']> {
    return this.ledger.histories(subjects, this.position);
  }

  async find(ids: readonly EventId[]): Promise<readonly Receipt[]> {
    const receipts = await this.ledger.find(ids);
    return receipts.filter(({ position }) => position <= this.position);
  }

  /**
   * Those who hold these names now and held them then.
   *
   * BUG: a name that was given up since, by a retraction, counts as free; the ledger only tells who
   * holds a name now.
   */
  async holders(names: readonly string[]): Promise<readonly Claim[]> {
    const claims = await this.ledger.holders(names);
    const streams = await this.histories(claims.map(({ holder }) => holder));
    return claims.filter(({ name, holder }) =>
      heldNames(knownSet(streams.get(holder) ?? [])).includes(name),
    );
  }
}
