import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { CalendarFeeds } from '#libs/access';
import { Problem } from '../problems/problem.js';

/** Ends a calendar feed at once and for good. */
export class RevokeFeed extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(RevokeFeed)
export class RevokeFeedHandler implements ICommandHandler<RevokeFeed> {
  constructor(private readonly feeds: CalendarFeeds) {}

  async execute({ id }: RevokeFeed): Promise<void> {
    if (await this.feeds.revoke(id)) return;
    throw new Problem('not-found', 'There is no such calendar feed.');
  }
}
