import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CSV_PROFILES } from '#libs/exports';
import { importTemplate } from '#libs/importers';
import { AllowedTo, READERS_OF_EVIDENCE } from '../access/allowed-to.js';
import { Table } from '../answers/answer.js';
import type { Asked } from '../parameters/parameter.js';
import { choice } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { Problem } from '../problems/problem.js';

const EXTENSION = '.csv';
const TEMPLATE_PARAMETERS = {
  profile: choice(
    '`excel` begins with a byte order mark, so that a spreadsheet reads it as UTF-8; `data` does not.',
    CSV_PROFILES,
    'excel',
  ),
};

@ApiTags('Importing')
@Controller('v1/import-templates')
@AllowedTo(...READERS_OF_EVIDENCE)
export class ImportTemplatesController {
  @Get(':file')
  @Takes(TEMPLATE_PARAMETERS)
  @ApiOperation({
    operationId: 'readImportTemplate',
    summary: 'A table to record events of one type from a spreadsheet: `<type>.csv`',
    description:
      'Its header line, then two lines that begin with `#` and that an import passes over: what each ' +
      'column means, and an example. Fill in a row for each event, save it as CSV in UTF-8 and import ' +
      'it with POST /v1/imports.',
  })
  @ApiOkResponse({
    description: 'RFC 4180 with CRLF.',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  read(
    @Param('file') file: string,
    @AskedQuery() { profile = 'excel' }: Asked<typeof TEMPLATE_PARAMETERS>,
  ): Table {
    const type = file.endsWith(EXTENSION) ? file.slice(0, -EXTENSION.length) : '';
    const template = importTemplate(type);
    if (template === undefined) throw new Problem('not-found', 'There is no such event type.');
    const columns = template.headers.map((header) => ({ header, path: [header] }));
    return new Table(type, columns, template.rows, profile);
  }
}
