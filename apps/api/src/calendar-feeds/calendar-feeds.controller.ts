import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Req,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { CalendarFeed } from '#libs/access';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { AllowedToWhole } from '../access/allowed-to.js';
import { Actor } from '../access/identity.js';
import { Open } from '../access/open.js';
import { ownOrigin } from '../access/own-address.js';
import type { Text } from '../answers/answer.js';
import type { Language } from '../answers/language.js';
import { AskedLanguage } from '../answers/language.js';
import type { Shape } from '../answers/shape.js';
import { jsonBody } from '../bodies/json-body.js';
import { CalendarAnswer } from '../openapi/calendar-answer.js';
import { FeedMade, FeedRevoked, FeedsListed } from '../openapi/calendar-feed-answers.js';
import { CreateFeed } from './create-feed.js';
import type { CalendarFeedAnswer, NewCalendarFeedAnswer } from './feed-bodies.js';
import { CalendarFeedRequest } from './feed-bodies.js';
import { ListFeeds } from './list-feeds.js';
import { ReadFeed } from './read-feed.js';
import { RevokeFeed } from './revoke-feed.js';

const ADDRESS = 'v1/calendar-feeds';

@ApiTags('Compliance')
@Controller(ADDRESS)
export class CalendarFeedsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @AllowedToWhole('reader', 'analyst')
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'createCalendarFeed',
    summary: 'Makes a secret address at which deadlines are read as a calendar, without a key',
    description:
      'Whoever knows the address reads the calendar, so give it to calendar programs only. It is ' +
      'shown once; what is lost or leaked is revoked with DELETE and made anew.',
  })
  @FeedMade()
  async create(
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @AskedLanguage() language: Language,
    @Actor() actor: string,
    @Req() asked: FastifyRequest,
  ): Promise<Shape<NewCalendarFeedAnswer>> {
    const request = jsonBody(CalendarFeedRequest, type, body);
    const { secret, ...feed } = await this.commands.execute(
      new CreateFeed(request, language, actor),
    );
    const url = `${ownOrigin(this.config, asked)}/${ADDRESS}/${feed.id}/${secret}.ics`;
    return { ...answered(feed), url };
  }

  @AllowedToWhole('reader', 'analyst', 'admin')
  @Get()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'listCalendarFeeds', summary: 'The calendar feeds that there are' })
  @FeedsListed()
  async list(): Promise<{ readonly items: readonly Shape<CalendarFeedAnswer>[] }> {
    const feeds = await this.queries.execute(new ListFeeds());
    return { items: feeds.map(answered) };
  }

  @AllowedToWhole('analyst', 'admin')
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'revokeCalendarFeed', summary: 'Ends a calendar feed at once' })
  @FeedRevoked()
  revoke(@Param('id') id: string): Promise<void> {
    return this.commands.execute(new RevokeFeed(id));
  }

  @Open()
  @Get(':id/:file')
  @Header('referrer-policy', 'no-referrer')
  @Header('x-robots-tag', 'noindex')
  @ApiOperation({
    operationId: 'readCalendarFeed',
    summary: 'The calendar at a secret address; needs no key',
  })
  @CalendarAnswer()
  read(@Param('id') id: string, @Param('file') file: string): Promise<Text> {
    return this.queries.execute(new ReadFeed(id, file));
  }
}

function answered({ createdAt, lastUsedAt, ...feed }: CalendarFeed): Shape<CalendarFeedAnswer> {
  return {
    ...feed,
    createdAt: createdAt.toISOString(),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
  };
}
