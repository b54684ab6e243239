import { Controller, Get, Header } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedToWhole } from '../access/allowed-to.js';
import type { Table } from '../answers/answer.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { refTo } from '../openapi/answers.js';
import { ACCESS_EXAMPLE, AccessAnswer } from './access-answer.js';
import { ACCESS_PARAMETERS, ListAccesses } from './list-accesses.js';

const PAGE = {
  type: 'object' as const,
  properties: {
    items: { type: 'array' as const, items: refTo(AccessAnswer) },
    next: { type: 'string' as const, description: 'Cursor of the next page; absent on the last.' },
  },
  required: ['items'],
  additionalProperties: false,
};

@ApiTags('Operations')
@Controller('v1/access-log')
@AllowedToWhole('auditor', 'admin')
export class AccessLogController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('access-log', ACCESS_PARAMETERS)
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({
    operationId: 'listAccesses',
    summary: 'Who read evidence, used a key or was turned away, oldest first',
    description:
      'Evidence is the events and their proofs, the timeline, replay, derivations and differences ' +
      'of a company, and papers. A line is written before the answer begins.',
  })
  @ApiOkResponse({
    description: 'A page of the log.',
    content: {
      'application/json': { schema: PAGE, example: { items: [ACCESS_EXAMPLE] } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  list(@Listed() request: ListRequest<typeof ACCESS_PARAMETERS>) {
    return this.queries.execute(new ListAccesses(request)) as Promise<object | Table>;
  }
}
