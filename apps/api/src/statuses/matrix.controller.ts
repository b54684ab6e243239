import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MatrixColumn, MatrixRow } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer, refTo } from '../openapi/answers.js';
import { MATRIX_PARAMETERS } from './matrix-parameters.js';
import { ShowMatrix } from './show-matrix.js';
import { MATRIX_EXAMPLE } from './status-example.js';
import { viewsAsked } from './views-asked.js';

@ApiTags('Compliance')
@Controller('v1/matrix')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
@Reads(viewsAsked)
export class MatrixController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('matrix', MATRIX_PARAMETERS)
  @ApiOperation({
    operationId: 'showMatrix',
    summary: 'Companies by obligations: the worst status and when it is due',
    description:
      'As CSV with one column per obligation: the status, the due date and what is to note.',
  })
  @ListAnswer(MatrixRow, MATRIX_EXAMPLE.row, {
    columns: {
      schema: { type: 'array', items: refTo(MatrixColumn) },
      example: [MATRIX_EXAMPLE.column],
    },
  })
  show(@Listed() request: ListRequest<typeof MATRIX_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new ShowMatrix(request));
  }
}
