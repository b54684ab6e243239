import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { registerNamed, TimelineEntry } from '#libs/compliance';
import type { Table, View } from '../answers/answer.js';
import { ListOf } from '../lists/list-of.js';
import type { ListRequest } from '../lists/listed.js';
import { Listed, Lists } from '../lists/listed.js';
import { ListAnswer, ViewAnswer } from '../openapi/answers.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { ListRegister } from '../registers/list-register.js';
import { COMPANY_PARAMETERS, TIMELINE_PARAMETERS } from './company-parameters.js';
import { CompanyAnswer, ReadCompany } from './read-company.js';
import { ReadTimeline } from './read-timeline.js';

@ApiTags('Companies')
@Controller('v1/companies')
export class CompaniesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ListOf(registerNamed('companies'))
  @ApiOperation({ operationId: 'listCompanies', summary: 'Companies' })
  list(@Listed() request: ListRequest): Promise<View | Table> {
    return this.queries.execute(new ListRegister('companies', request));
  }

  @Get(':id')
  @Takes(COMPANY_PARAMETERS)
  @ApiOperation({ operationId: 'readCompany', summary: 'All that is known of one company' })
  @ViewAnswer(CompanyAnswer)
  read(
    @Param('id') id: string,
    @AskedQuery() asked: Asked<typeof COMPANY_PARAMETERS>,
  ): Promise<View> {
    return this.queries.execute(new ReadCompany(id, asked));
  }

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
