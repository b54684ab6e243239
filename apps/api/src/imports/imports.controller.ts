import { Controller, HttpCode, HttpStatus, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { ImportReport } from '#libs/importers';
import { AllowedToWhole } from '../access/allowed-to.js';
import { Actor } from '../access/identity.js';
import { refTo } from '../openapi/answers.js';
import type { Asked } from '../parameters/parameter.js';
import { flag } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { ImportAnswer } from './import-answer.js';
import { ImportFile } from './import-file.js';
import { FORM_TYPE, uploadedFile } from './uploaded-file.js';

const IMPORTING = { dryRun: flag('Checks everything, but writes nothing.') };
const UPLOAD = {
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
};

@ApiTags('Importing')
@Controller('v1/imports')
@AllowedToWhole('analyst')
export class ImportsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Takes(IMPORTING)
  @ApiOperation({
    operationId: 'importFile',
    summary: 'Imports a file as it was published',
    description:
      'The CAC’s lists of filings (.docx or .csv) and cancellations, tables of events (.csv, see ' +
      '/v1/import-templates), rule packs (.yaml), and CloudEvents as JSON or NDJSON, recognised by ' +
      'their content. Each row is taken or reported, a rule pack as a whole; the same file again ' +
      'adds nothing.',
  })
  @ApiConsumes(FORM_TYPE)
  @ApiBody({ required: true, schema: UPLOAD })
  @ApiOkResponse({
    description: 'What became of the file.',
    content: { 'application/json': { schema: refTo(ImportAnswer) } },
  })
  async import(
    @Req() request: FastifyRequest,
    @AskedQuery() { dryRun = false }: Asked<typeof IMPORTING>,
    @Actor() actor: string,
  ): Promise<ImportReport> {
    const file = await uploadedFile(request);
    return this.commands.execute(new ImportFile(file, { actor, dryRun }));
  }
}
