import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SegmentRow } from '#libs/compliance';
import { AllowedAnyTime, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer } from '../openapi/answers.js';
import { HISTORY_PARAMETERS, ReadStatusHistory } from './read-status-history.js';
import { SEGMENT_EXAMPLE } from './status-example.js';
import { viewsAsked } from './views-asked.js';

@ApiTags('Compliance')
@Controller('v1/status-history')
@FromReplica()
@AllowedAnyTime(...READERS_OF_VIEWS)
@Reads(viewsAsked)
export class StatusHistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('status-history', HISTORY_PARAMETERS)
  @ApiOperation({
    operationId: 'readStatusHistory',
    summary: 'What duties were through a period, segment by segment without a hole',
    description:
      'Answers whether a duty was met throughout a period, as it is known at any position.',
  })
  @ListAnswer(SegmentRow, SEGMENT_EXAMPLE)
  read(@Listed() request: ListRequest<typeof HISTORY_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new ReadStatusHistory(request));
  }
}
