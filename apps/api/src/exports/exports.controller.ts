import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Identity } from '#libs/access';
import { AllowedToWhole, READERS_OF_VIEWS } from '../access/allowed-to.js';
import { Asker } from '../access/identity.js';
import type { WholeShape } from '../answers/shape.js';
import { jsonBody } from '../bodies/json-body.js';
import { PAGING } from '../lists/list-parameters.js';
import {
  ExportChanged,
  ExportDeleted,
  ExportMade,
  ExportShown,
  ExportsListed,
  RunAsked,
  RunsListed,
} from '../openapi/export-answers.js';
import type { Asked } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { AskRun } from './ask-run.js';
import { DeleteExport } from './delete-export.js';
import type { ExportAnswer } from './export-answer.js';
import { ExportChanges, ExportRequest, RunRequest } from './export-bodies.js';
import { ListRuns } from './list-runs.js';
import type { RunPage } from './list-runs.js';
import { ListExports, ReadExport } from './read-exports.js';
import { runAnswer } from './run-answer.js';
import type { RunAnswer } from './run-answer.js';
import { ChangeExport, CreateExport } from './save-export.js';

@ApiTags('Exports')
@Controller('v1/exports')
export class ExportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @AllowedToWhole('analyst', 'exporter')
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'createExport',
    summary: 'Defines an export: what, when, and whom it goes to',
    description:
      'There is one run for each nominal time, as of that time, however many workers there are and ' +
      'whenever they come to it. A time that clocks leap over is due when they have leapt, one that ' +
      'they show twice is due once.',
  })
  @ExportMade()
  create(
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Asker() asker: Identity,
  ): Promise<WholeShape<ExportAnswer>> {
    const request = jsonBody(ExportRequest, type, body);
    return this.commands.execute(new CreateExport(request, asker));
  }

  @AllowedToWhole(...READERS_OF_VIEWS)
  @Get()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'listExports', summary: 'The exports that are defined' })
  @ExportsListed()
  async list(): Promise<{ readonly items: readonly WholeShape<ExportAnswer>[] }> {
    return { items: await this.queries.execute(new ListExports()) };
  }

  @AllowedToWhole(...READERS_OF_VIEWS)
  @Get(':id')
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'readExport', summary: 'One export' })
  @ExportShown()
  read(@Param('id') id: string): Promise<WholeShape<ExportAnswer>> {
    return this.queries.execute(new ReadExport(id));
  }

  @AllowedToWhole('analyst', 'exporter')
  @Patch(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'changeExport',
    summary: 'Changes some of an export',
    description:
      'What is not named stays. Whoever changes it answers for it from then on. A delta begins ' +
      'anew where it asks for something else.',
  })
  @ExportChanged()
  change(
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Asker() asker: Identity,
  ): Promise<WholeShape<ExportAnswer>> {
    const changes = jsonBody(ExportChanges, type, body);
    return this.commands.execute(new ChangeExport(id, changes, asker));
  }

  @AllowedToWhole('analyst', 'exporter', 'admin')
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'deleteExport', summary: 'Ends an export and its unfinished runs' })
  @ExportDeleted()
  remove(@Param('id') id: string): Promise<void> {
    return this.commands.execute(new DeleteExport(id));
  }

  @AllowedToWhole('analyst', 'exporter')
  @Post(':id/runs')
  @HttpCode(HttpStatus.ACCEPTED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'runExport',
    summary: 'Asks for a run as of now or of a time that has passed',
    description: 'There is one run for each nominal time. One that has failed is taken up again.',
  })
  @RunAsked()
  async run(
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Asker() asker: Identity,
  ): Promise<WholeShape<RunAnswer>> {
    const { nominalTime } = jsonBody(RunRequest, type, body);
    return runAnswer(await this.commands.execute(new AskRun(id, nominalTime, asker)));
  }

  @AllowedToWhole(...READERS_OF_VIEWS)
  @Get(':id/runs')
  @Takes(PAGING)
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'listExportRuns', summary: 'The runs of an export' })
  @RunsListed()
  runs(@Param('id') id: string, @AskedQuery() asked: Asked<typeof PAGING>): Promise<RunPage> {
    return this.queries.execute(new ListRuns(id, asked));
  }
}
