import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MissingFactRow } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer } from '../openapi/answers.js';
import { ListMissingFacts, MISSING_FACTS_PARAMETERS } from './list-missing-facts.js';
import { MISSING_FACT_EXAMPLE } from './status-example.js';
import { viewsAsked } from './views-asked.js';

@ApiTags('Compliance')
@Controller('v1/missing-facts')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
@Reads(viewsAsked)
export class MissingFactsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('missing-facts', MISSING_FACTS_PARAMETERS)
  @ApiOperation({
    operationId: 'listMissingFacts',
    summary: 'The facts for want of which duties are unknown, first those that most wait for',
  })
  @ListAnswer(MissingFactRow, MISSING_FACT_EXAMPLE)
  list(@Listed() request: ListRequest<typeof MISSING_FACTS_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new ListMissingFacts(request));
  }
}
