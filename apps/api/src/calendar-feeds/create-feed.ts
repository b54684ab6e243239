import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { CALENDAR_FEEDS_MAX, CalendarFeeds } from '#libs/access';
import type { NewCalendarFeed } from '#libs/access';
import { Registers } from '#libs/compliance';
import { Refused } from '#libs/recording';
import type { Language } from '../answers/language.js';
import type { Shape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import type { CalendarFeedRequest } from './feed-bodies.js';

const WITHIN_UNASKED = '30d';

/** Makes a secret address at which a calendar is read without a key. */
export class CreateFeed extends Command<NewCalendarFeed> {
  constructor(
    readonly request: Shape<CalendarFeedRequest>,
    /** Where the request names none. */
    readonly language: Language,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(CreateFeed)
export class CreateFeedHandler implements ICommandHandler<CreateFeed> {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly registers: Registers,
  ) {}

  async execute({ request, language, actor }: CreateFeed): Promise<NewCalendarFeed> {
    await this.checkCompany(request.company);
    const content = { within: WITHIN_UNASKED, language, ...request };
    const feed = await this.feeds.create(content, actor);
    if (feed !== undefined) return feed;
    const detail = `There are ${CALENDAR_FEEDS_MAX} calendar feeds; revoke one that nobody reads.`;
    throw new Problem('too-many-feeds', detail);
  }

  /** A calendar that stays empty for a slip of the pen would be taken for good news. */
  private async checkCompany(company: string | undefined): Promise<void> {
    if (company === undefined) return;
    const asOf = await this.registers.asOf();
    if ((await this.registers.find('companies', company, asOf)) !== undefined) return;
    const message = `No company "${company}" is known.`;
    throw new Refused('unknown-subject', message, {
      errors: [{ pointer: '/company', code: 'unknown-subject', message }],
    });
  }
}
