import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { REGISTERS_PROJECTION } from '#libs/compliance';
import { Ledger, projectionState } from '#libs/ledger';

export interface ProjectionProgress {
  readonly head: number;
  readonly reached: number;
  /** How many subjects are left out because an event of theirs could not be applied. */
  readonly parked: number;
}

/** How far the registers are behind the ledger. */
@Injectable()
export class Projections {
  constructor(
    @Inject(pg.Pool) private readonly pool: pg.Pool,
    private readonly ledger: Ledger,
  ) {}

  async state(): Promise<ProjectionProgress> {
    const [head, registers] = await Promise.all([
      this.ledger.head(),
      projectionState(this.pool, REGISTERS_PROJECTION),
    ]);
    const { position: reached, parked } = registers;
    return { head: head.position, reached, parked: parked.length };
  }
}
