import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { registerNamed, STATUS_VIEWS, SystemInList } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { AS_OF } from '../lists/as-of.js';
import { Reads } from '../lists/freshness.guard.js';
import { listParameters } from '../lists/list-parameters.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer, ViewAnswer } from '../openapi/answers.js';
import { ListTotalled } from '../registers/list-totalled.js';
import { rowExample } from '../openapi/row-examples.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { STATUS_EXAMPLE, TOTALS_EXAMPLE } from '../statuses/status-example.js';
import { ReadSystem, SystemAnswer } from './read-system.js';

const IN_LIST = { ...rowExample(registerNamed('systems')), ...TOTALS_EXAMPLE };
const EXAMPLE = { ...IN_LIST, obligations: [STATUS_EXAMPLE] };

@ApiTags('Registers')
@Controller('v1/systems')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
export class SystemsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads(STATUS_VIEWS)
  @Lists('systems', listParameters(registerNamed('systems')))
  @ApiOperation({
    operationId: 'listSystems',
    summary: 'Systems, how their duties stand and what is due next',
  })
  @ListAnswer(SystemInList, IN_LIST)
  list(@Listed() request: ListRequest): Promise<View | Table> {
    return this.queries.execute(new ListTotalled('systems', request));
  }

  @Get(':id')
  @Reads(STATUS_VIEWS)
  @Takes(AS_OF)
  @ApiOperation({ operationId: 'readSystem', summary: 'One system and its duties' })
  @ViewAnswer(SystemAnswer, EXAMPLE)
  read(@Param('id') id: string, @AskedQuery() asked: AsOfAsked): Promise<View> {
    return this.queries.execute(new ReadSystem(id, asked));
  }
}
