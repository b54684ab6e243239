import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Ledger } from '#libs/ledger';
import type { StoredEvent } from '#libs/ledger';

/** One event with its exact bytes; absent beyond the head. */
export class ReadEvent extends Query<StoredEvent | undefined> {
  constructor(readonly position: number) {
    super();
  }
}

@QueryHandler(ReadEvent)
export class ReadEventHandler implements IQueryHandler<ReadEvent> {
  constructor(private readonly ledger: Ledger) {}

  execute({ position }: ReadEvent): Promise<StoredEvent | undefined> {
    return this.ledger.at(position);
  }
}
