import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { reachedPosition, STATUS_VIEWS } from '#libs/compliance';
import { Ledger, projectionState } from '#libs/ledger';

export interface ProjectionProgress {
  readonly head: number;
  readonly reached: number;
  /** How many subjects are left out because an event of theirs could not be applied. */
  readonly parked: number;
}

/** How far the views are behind the ledger. */
@Injectable()
export class Projections {
  constructor(
    @Inject(pg.Pool) private readonly pool: pg.Pool,
    private readonly ledger: Ledger,
  ) {}

  async state(): Promise<ProjectionProgress> {
    const [head, reached, ...states] = await Promise.all([
      this.ledger.head(),
      reachedPosition(this.pool, STATUS_VIEWS),
      ...STATUS_VIEWS.projections.map((name) => projectionState(this.pool, name)),
    ]);
    const parked = new Set(states.flatMap((state) => state.parked.map(({ subject }) => subject)));
    return { head: head.position, reached, parked: parked.size };
  }
}
