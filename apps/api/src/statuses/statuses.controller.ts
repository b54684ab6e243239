import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { StatusRow } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer } from '../openapi/answers.js';
import { ListStatuses } from './list-statuses.js';
import { STATUS_EXAMPLE } from './status-example.js';
import { STATUS_PARAMETERS } from './status-parameters.js';
import { viewsAsked } from './views-asked.js';

@ApiTags('Compliance')
@Controller('v1/statuses')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
@Reads(viewsAsked)
export class StatusesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('statuses', STATUS_PARAMETERS)
  @ApiOperation({
    operationId: 'listStatuses',
    summary: 'What each duty of each company and system is, as flat rows',
    description:
      'One row per subject and obligation that applies to it; a duty that does not apply has none.',
  })
  @ListAnswer(StatusRow, STATUS_EXAMPLE)
  list(@Listed() request: ListRequest<typeof STATUS_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new ListStatuses(request));
  }
}
