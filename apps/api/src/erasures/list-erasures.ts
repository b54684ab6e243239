import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Erasures } from '#libs/personal';
import type { Erasure } from '#libs/personal';

/** The erasures that were asked for. */
export class ListErasures extends Query<readonly Erasure[]> {
  constructor(readonly state: Erasure['state'] | undefined) {
    super();
  }
}

@QueryHandler(ListErasures)
export class ListErasuresHandler implements IQueryHandler<ListErasures> {
  constructor(private readonly erasures: Erasures) {}

  execute({ state }: ListErasures): Promise<readonly Erasure[]> {
    return this.erasures.list(state);
  }
}
