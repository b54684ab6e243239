import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeadlineRow } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, Text, View } from '../answers/answer.js';
import type { Language } from '../answers/language.js';
import { AskedLanguage } from '../answers/language.js';
import { AS_OF } from '../lists/as-of.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer } from '../openapi/answers.js';
import { CalendarAnswer } from '../openapi/calendar-answer.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { viewsAsked } from '../statuses/views-asked.js';
import { DEADLINE_EXAMPLE } from './deadline-example.js';
import { DEADLINE_FILTERS, DEADLINE_PARAMETERS, selectionOf } from './deadline-parameters.js';
import { ListDeadlines } from './list-deadlines.js';
import { ReadCalendar } from './read-calendar.js';

const CALENDAR_PARAMETERS = { ...DEADLINE_FILTERS, ...AS_OF };

@ApiTags('Compliance')
@Controller('v1')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
@Reads(viewsAsked)
export class DeadlinesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('deadlines')
  @Lists('deadlines', DEADLINE_PARAMETERS)
  @ApiOperation({
    operationId: 'listDeadlines',
    summary: 'What is due and what is past due',
    description:
      'By day: obligations that are not shown to be met, or are met and due again; the orders of ' +
      'authorities in open cases; the days that the house set itself; the ends of waivers that run.',
  })
  @ListAnswer(DeadlineRow, DEADLINE_EXAMPLE)
  list(@Listed() request: ListRequest<typeof DEADLINE_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new ListDeadlines(request));
  }

  @Get('deadlines.ics')
  @Takes(CALENDAR_PARAMETERS)
  @ApiOperation({
    operationId: 'readDeadlineCalendar',
    summary: 'The same as a calendar',
    description:
      'RFC 5545: whole days in the language that Accept-Language prefers. Calendar programs send no ' +
      'key: make a secret address for them with POST /v1/calendar-feeds.',
  })
  @CalendarAnswer()
  calendar(
    @AskedQuery() asked: Asked<typeof CALENDAR_PARAMETERS>,
    @AskedLanguage() language: Language,
  ): Promise<Text> {
    return this.queries.execute(new ReadCalendar(selectionOf(asked), language, asked));
  }
}
