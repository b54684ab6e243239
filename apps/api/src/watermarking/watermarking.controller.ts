import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { WatermarkingRow } from '#libs/compliance';
import { AllowedTo, READERS_OF_VIEWS } from '../access/allowed-to.js';
import type { Table, View } from '../answers/answer.js';
import { Reads } from '../lists/freshness.guard.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer } from '../openapi/answers.js';
import { viewsAsked } from '../statuses/views-asked.js';
import { ListWatermarking, WATERMARKING_PARAMETERS } from './list-watermarking.js';
import { WATERMARKING_EXAMPLE } from './watermarking-example.js';

@ApiTags('Compliance')
@Controller('v1/watermarking')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
@Reads(viewsAsked)
export class WatermarkingController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Lists('watermarking', WATERMARKING_PARAMETERS)
  @ApiOperation({
    operationId: 'listWatermarking',
    summary: 'Watermarks (labels) of each system: those that bind it and those on record',
    description:
      'Explicit labels (显式标识) are visible watermarks, implicit labels (隐式标识) embedded ones. A ' +
      'duty is among them where its rule is satisfied by a label; the labels stand by medium, each ' +
      'with the last check that it passed and that it failed.',
  })
  @ListAnswer(WatermarkingRow, WATERMARKING_EXAMPLE)
  list(@Listed() request: ListRequest<typeof WATERMARKING_PARAMETERS>): Promise<View | Table> {
    return this.queries.execute(new ListWatermarking(request));
  }
}
