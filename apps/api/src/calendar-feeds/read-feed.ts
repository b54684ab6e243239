import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { CalendarFeeds } from '#libs/access';
import type { FeedContent } from '#libs/access';
import { CALENDAR_LANGUAGES } from '#libs/exports';
import type { Text } from '../answers/answer.js';
import { DEADLINE_FILTERS, selectionOf } from '../deadlines/deadline-parameters.js';
import { ReadCalendar } from '../deadlines/read-calendar.js';
import { readParameters } from '../parameters/read-parameters.js';
import { Problem } from '../problems/problem.js';

const EXTENSION = '.ics';

/** The calendar at a secret address. */
export class ReadFeed extends Query<Text> {
  constructor(
    readonly id: string,
    /** `<secret>.ics`; never to be logged. */
    readonly file: string,
  ) {
    super();
  }
}

@QueryHandler(ReadFeed)
export class ReadFeedHandler implements IQueryHandler<ReadFeed> {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly queries: QueryBus,
  ) {}

  async execute({ id, file }: ReadFeed): Promise<Text> {
    const secret = file.endsWith(EXTENSION) ? file.slice(0, -EXTENSION.length) : '';
    const content = await this.feeds.find(id, secret);
    if (content === undefined) throw new Problem('not-found', 'There is nothing at this address.');
    return this.queries.execute(calendarOf(content));
  }
}

/** What is stored was checked when it was asked for. */
function calendarOf({ language, ...filters }: FeedContent): ReadCalendar {
  const selection = selectionOf(readParameters(DEADLINE_FILTERS, filters));
  const known = CALENDAR_LANGUAGES.find((one) => one === language);
  return new ReadCalendar(selection, known ?? 'en');
}
