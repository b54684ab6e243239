import { Body, Controller, Headers, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { IncomingHttpHeaders } from 'node:http';
import { HISTORY_VIEWS } from '#libs/compliance';
import { AllowedAnyTime, READERS_OF_EVIDENCE } from '../access/allowed-to.js';
import { Actor } from '../access/identity.js';
import type { Table, View } from '../answers/answer.js';
import { Heavy } from '../answers/heavy-work.js';
import { negotiate } from '../answers/negotiation.js';
import { mediaTypeOf } from '../bodies/media-type.js';
import { Reads } from '../lists/freshness.guard.js';
import { FORMAT } from '../lists/list-parameters.js';
import { AsksWhatIf } from '../openapi/asks-what-if.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { AskWhatIf } from './ask-what-if.js';
import { readWhatIf } from './what-if-body.js';

@ApiTags('Compliance')
@Controller('v1/what-if')
@AllowedAnyTime(...READERS_OF_EVIDENCE)
@Heavy()
@Reads(HISTORY_VIEWS)
export class WhatIfController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Takes(FORMAT)
  @AsksWhatIf()
  ask(
    @Headers() headers: IncomingHttpHeaders,
    @Body() body: Buffer | undefined,
    @AskedQuery() { format, profile = 'data' }: Asked<typeof FORMAT>,
    @Actor() actor: string,
  ): Promise<View | Table> {
    mediaTypeOf(headers['content-type'], ['application/json']);
    const type = negotiate(headers.accept, ['application/json', 'text/csv']);
    const isCsv = format === undefined ? type === 'text/csv' : format === 'csv';
    return this.queries.execute(
      new AskWhatIf(readWhatIf(body), actor, isCsv ? profile : undefined),
    );
  }
}
