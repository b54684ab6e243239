import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Post,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Erasure } from '#libs/personal';
import { AllowedToWhole } from '../access/allowed-to.js';
import { Actor } from '../access/identity.js';
import type { Shape } from '../answers/shape.js';
import { jsonBody } from '../bodies/json-body.js';
import { ErasureApproved, ErasureRequested, ErasuresListed } from '../openapi/erasure-answers.js';
import type { Asked } from '../parameters/parameter.js';
import { choice } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { ApproveErasure } from './approve-erasure.js';
import type { ErasureAnswer, ErasureList } from './erasure-bodies.js';
import { ErasureRequest } from './erasure-bodies.js';
import { ListErasures } from './list-erasures.js';
import { RequestErasure } from './request-erasure.js';

const OF_STATE = { state: choice('What became of it.', ['pending', 'erased']) };

@ApiTags('Erasure')
@Controller('v1/erasures')
export class ErasuresController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @AllowedToWhole('analyst', 'admin')
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'requestErasure',
    summary: 'Asks for personal values to be erased',
    description:
      'Nothing is destroyed before somebody else approves it: another key, or a command on the ' +
      'host. The events stay as they are, for their bytes only commit to the values.',
  })
  @ErasureRequested()
  async request(
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Actor() actor: string,
  ): Promise<Shape<ErasureAnswer>> {
    const request = jsonBody(ErasureRequest, type, body);
    return answered(await this.commands.execute(new RequestErasure(request, actor)));
  }

  @AllowedToWhole('admin')
  @Post(':id/approval')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'approveErasure',
    summary: 'Approves an erasure that somebody else asked for',
    description:
      'The ledger records `data.erased` first; then values, salts and keys of which nothing else ' +
      'remains are destroyed, for good. Approving again changes nothing.',
  })
  @ErasureApproved()
  async approve(@Param('id') id: string, @Actor() actor: string): Promise<Shape<ErasureAnswer>> {
    return answered(await this.commands.execute(new ApproveErasure(id, actor)));
  }

  @AllowedToWhole('analyst', 'auditor', 'admin')
  @Get()
  @Header('cache-control', 'private, no-cache')
  @Takes(OF_STATE)
  @ApiOperation({ operationId: 'listErasures', summary: 'The erasures that were asked for' })
  @ErasuresListed()
  async list(@AskedQuery() { state }: Asked<typeof OF_STATE>): Promise<Shape<ErasureList>> {
    const erasures = await this.queries.execute(new ListErasures(state));
    return { items: erasures.map(answered) };
  }
}

function answered({ requestedAt, approvedAt, ...erasure }: Erasure): Shape<ErasureAnswer> {
  return {
    ...erasure,
    requestedAt: requestedAt.toISOString(),
    ...(approvedAt && { approvedAt: approvedAt.toISOString() }),
  };
}
