import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { LedgerLog } from '#libs/ledger';
import type { Tile } from '#libs/merkle';

/** What a tile or entry bundle holds; absent where no checkpoint covers the whole of it. */
export class ReadTile extends Query<Buffer | undefined> {
  constructor(readonly tile: Tile) {
    super();
  }
}

@QueryHandler(ReadTile)
export class ReadTileHandler implements IQueryHandler<ReadTile> {
  constructor(private readonly log: LedgerLog) {}

  execute({ tile }: ReadTile): Promise<Buffer | undefined> {
    return this.log.tile(tile);
  }
}
