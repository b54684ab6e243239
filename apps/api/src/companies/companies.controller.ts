import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CompanyInList, registerNamed, STATUS_VIEWS, TimelineEntry } from '#libs/compliance';
import {
  AllowedAnyTime,
  AllowedTo,
  READERS_OF_EVIDENCE,
  READERS_OF_VIEWS,
} from '../access/allowed-to.js';
import { Evidence } from '../access/evidence.js';
import type { Table, View } from '../answers/answer.js';
import { Reads } from '../lists/freshness.guard.js';
import { listParameters } from '../lists/list-parameters.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { FromReplica } from '../lists/replica.guard.js';
import { ListAnswer, ViewAnswer } from '../openapi/answers.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { COMPANY_EXAMPLE, COMPANY_IN_LIST_EXAMPLE } from './company-example.js';
import { COMPANY_PARAMETERS, TIMELINE_PARAMETERS } from './company-parameters.js';
import { ListTotalled } from '../registers/list-totalled.js';
import { viewsOfCompany } from '../statuses/views-asked.js';
import { CompanyAnswer, ReadCompany } from './read-company.js';
import { ReadTimeline } from './read-timeline.js';

@ApiTags('Companies')
@Controller('v1/companies')
@FromReplica()
@AllowedTo(...READERS_OF_VIEWS)
export class CompaniesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Reads(STATUS_VIEWS)
  @Lists('companies', listParameters(registerNamed('companies')))
  @ApiOperation({
    operationId: 'listCompanies',
    summary: 'Companies, how their duties stand and what is due next',
  })
  @ListAnswer(CompanyInList, COMPANY_IN_LIST_EXAMPLE)
  list(@Listed() request: ListRequest): Promise<View | Table> {
    return this.queries.execute(new ListTotalled('companies', request));
  }

  @Get(':id')
  @Reads(viewsOfCompany)
  @Takes(COMPANY_PARAMETERS)
  @ApiOperation({
    operationId: 'readCompany',
    summary: 'The compliance view: all that is known of one company and its duties',
  })
  @ViewAnswer(CompanyAnswer, COMPANY_EXAMPLE)
  read(
    @Param('id') id: string,
    @AskedQuery() asked: Asked<typeof COMPANY_PARAMETERS>,
  ): Promise<View> {
    return this.queries.execute(new ReadCompany(id, asked));
  }

  @Evidence()
  @AllowedAnyTime(...READERS_OF_EVIDENCE)
  @Get(':id/timeline')
  @Lists('timeline', TIMELINE_PARAMETERS)
  @ApiOperation({
    operationId: 'readTimeline',
    summary: 'Its events in valid-time order, with corrections and retractions',
  })
  @ListAnswer(TimelineEntry)
  timeline(
    @Param('id') id: string,
    @Listed() request: ListRequest<typeof TIMELINE_PARAMETERS>,
  ): Promise<View | Table> {
    return this.queries.execute(new ReadTimeline(id, request));
  }
}
