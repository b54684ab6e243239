import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SearchHit } from '#libs/compliance';
import { AllowedAnyTime, READERS_OF_EVIDENCE } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer } from '../openapi/answers.js';
import { FindAnything, SEARCH_PARAMETERS } from './find-anything.js';

@ApiTags('Registers')
@Controller('v1/search')
@FromReplica()
@AllowedAnyTime(...READERS_OF_EVIDENCE)
export class SearchController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('search', SEARCH_PARAMETERS)
  @ApiOperation({
    operationId: 'search',
    summary: 'Companies, systems, filing numbers, instruments and events, best hits first',
  })
  @ListAnswer(SearchHit, { kind: 'company', id: 'bytedance', title: 'ByteDance 字节跳动' })
  search(@Listed() request: ListRequest<typeof SEARCH_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new FindAnything(request));
  }
}
