import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { ApiKeys } from '#libs/access';
import type { StoredKey } from '#libs/access';

/** The keys that stand, oldest first. */
export class ListKeys extends Query<readonly StoredKey[]> {}

@QueryHandler(ListKeys)
export class ListKeysHandler implements IQueryHandler<ListKeys> {
  constructor(private readonly keys: ApiKeys) {}

  execute(): Promise<readonly StoredKey[]> {
    return this.keys.list();
  }
}
