import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ObligationRow, registerNamed } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { View } from '../answers/answer.js';
import type { AsOfAsked } from '../lists/as-of.js';
import { AS_OF } from '../lists/as-of.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ViewAnswer } from '../openapi/answers.js';
import { AsOfDocument } from '../openapi/as-of-document.js';
import { rowExample } from '../openapi/row-examples.js';
import { Part } from '../openapi/part.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { ReadRow } from './read-row.js';

export class ObligationAnswer extends ObligationRow {
  @Part(() => AsOfDocument) readonly asOf!: AsOfDocument;
}

@ApiTags('Registers')
@Controller('v1/obligations')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
export class ObligationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Takes(AS_OF)
  @ApiOperation({ operationId: 'readObligation', summary: 'One obligation, with its versions' })
  @ViewAnswer(ObligationAnswer, rowExample(registerNamed('obligations')))
  read(@Param('id') id: string, @AskedQuery() asked: AsOfAsked): Promise<View> {
    return this.queries.execute(new ReadRow('obligations', id, asked));
  }
}
