import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { CalendarFeeds } from '#libs/access';
import type { CalendarFeed } from '#libs/access';

/** The calendar feeds that are not revoked. */
export class ListFeeds extends Query<readonly CalendarFeed[]> {}

@QueryHandler(ListFeeds)
export class ListFeedsHandler implements IQueryHandler<ListFeeds> {
  constructor(private readonly feeds: CalendarFeeds) {}

  execute(): Promise<readonly CalendarFeed[]> {
    return this.feeds.list();
  }
}
