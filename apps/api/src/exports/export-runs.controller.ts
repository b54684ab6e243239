import { createReadStream } from 'node:fs';
import {
  Controller,
  Get,
  Header,
  Headers,
  HttpStatus,
  Param,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Identity } from '#libs/access';
import { AllowedToWhole, READERS_OF_VIEWS } from '../access/allowed-to.js';
import { Evidence } from '../access/evidence.js';
import { Asker } from '../access/identity.js';
import type { Flow } from '../answers/answer.js';
import { Heavy } from '../answers/heavy-work.js';
import type { WholeShape } from '../answers/shape.js';
import { RunFileSent, RunReproduced, RunShown } from '../openapi/export-answers.js';
import type { Asked, Parameter } from '../parameters/parameter.js';
import { AskedQuery, Takes } from '../parameters/takes.js';
import { Problem } from '../problems/problem.js';
import { byteRange } from './byte-range.js';
import { ReadRunFile } from './read-run-file.js';
import { ReadRun } from './read-run.js';
import { ReproduceRun } from './reproduce-run.js';
import { runAnswer } from './run-answer.js';
import type { RunAnswer } from './run-answer.js';

export const RUN_WAIT_MAX_S = 60;

const WAIT: Parameter<number> = {
  description: `How long to wait for the run to be over, e.g. \`30s\`; at most ${RUN_WAIT_MAX_S}s.`,
  schema: { type: 'string', minLength: 2, maxLength: 3 },
  example: '30s',
  repeats: false,
  read: ([given]) => {
    const seconds = Number(/^(\d{1,2})s$/.exec(given)?.[1]);
    return seconds <= RUN_WAIT_MAX_S
      ? { value: seconds * 1000 }
      : { wrong: `must be seconds like 30s, at most ${RUN_WAIT_MAX_S}s` };
  },
};
const WAITING = { wait: WAIT };

@AllowedToWhole(...READERS_OF_VIEWS)
@ApiTags('Exports')
@Controller('v1/export-runs')
export class ExportRunsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @Takes(WAITING)
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({
    operationId: 'readExportRun',
    summary: 'One run: its state, files and targets',
  })
  @RunShown()
  async read(
    @Param('id') id: string,
    @AskedQuery() { wait }: Asked<typeof WAITING>,
  ): Promise<WholeShape<RunAnswer>> {
    return runAnswer(await this.queries.execute(new ReadRun(id, wait)));
  }

  @Evidence()
  @Get(':id/files/:name')
  @Header('cache-control', 'private, no-cache')
  @Header('accept-ranges', 'bytes')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @ApiOperation({
    operationId: 'readExportFile',
    summary: 'A file of a run, or a part of it',
    description: 'Kept until the retention of its export ends. One range at a time.',
  })
  @RunFileSent()
  async file(
    @Param('id') id: string,
    @Param('name') name: string,
    @Headers('range') asked: string | undefined,
    @Headers('if-range') ifRange: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asker() reader: Identity,
  ): Promise<StreamableFile> {
    const { path, bytes, sha256 } = await this.queries.execute(new ReadRunFile(id, name, reader));
    const tag = `"${sha256}"`;
    const range = ifRange === undefined || ifRange === tag ? byteRange(asked, bytes) : undefined;
    if (range === 'beyond') {
      const headers = { 'content-range': `bytes */${bytes}` };
      throw new Problem('range-not-satisfiable', `The file has ${bytes} bytes.`, { headers });
    }
    reply.header('etag', tag);
    if (range !== undefined) {
      reply.code(HttpStatus.PARTIAL_CONTENT);
      reply.header('content-range', `bytes ${range.start}-${range.end}/${bytes}`);
    }
    const content = createReadStream(path, range);
    return new StreamableFile(content, {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${name}"`,
      length: range === undefined ? bytes : range.end - range.start + 1,
    }).setErrorHandler(() => {
      content.destroy();
    });
  }

  @Evidence()
  @Heavy()
  @Get(':id/reproduce')
  @ApiOperation({
    operationId: 'reproduceExportRun',
    summary: 'The CSV of a run, made anew from the ledger',
  })
  @RunReproduced()
  reproduce(@Param('id') id: string, @Asker() reader: Identity): Promise<Flow> {
    return this.queries.execute(new ReproduceRun(id, reader));
  }
}
