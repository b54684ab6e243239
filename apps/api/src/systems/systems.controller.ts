import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { registerNamed, STATUS_VIEWS } from '#libs/compliance';
import type { View } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { AS_OF } from '../lists/as-of.js';
import { Reads } from '../lists/freshness.guard.js';
import { ViewAnswer } from '../openapi/answers.js';
import { rowExample } from '../openapi/row-examples.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { STATUS_EXAMPLE, TOTALS_EXAMPLE } from '../statuses/status-example.js';
import { ReadSystem, SystemAnswer } from './read-system.js';

const EXAMPLE = {
  ...rowExample(registerNamed('systems')),
  ...TOTALS_EXAMPLE,
  obligations: [STATUS_EXAMPLE],
};

@ApiTags('Registers')
@Controller('v1/systems')
export class SystemsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Reads(STATUS_VIEWS)
  @Takes(AS_OF)
  @ApiOperation({ operationId: 'readSystem', summary: 'One system and its duties' })
  @ViewAnswer(SystemAnswer, EXAMPLE)
  read(@Param('id') id: string, @AskedQuery() asked: AsOfAsked): Promise<View> {
    return this.queries.execute(new ReadSystem(id, asked));
  }
}
