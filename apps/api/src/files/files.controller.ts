import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Put,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AllowedToWhole, READERS_OF_EVIDENCE } from '../access/allowed-to.js';
import { Actor } from '../access/identity.js';
import { Evidence } from '../access/evidence.js';
import type { Shape } from '../answers/shape.js';
import { mediaTypeOf } from '../bodies/media-type.js';
import { BYTES_TYPE, paperBody } from '../bodies/paper-body.js';
import { refTo } from '../openapi/answers.js';
import { digestInPath } from '../parameters/path.js';
import { ReadFile } from './read-file.js';
import { StoreFile } from './store-file.js';
import { StoredFile } from './stored-file.js';

const BYTES = { type: 'string', format: 'binary' } as const;
const EXAMPLE = {
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  bytes: 0,
};
const STORED = { 'application/json': { schema: refTo(StoredFile), example: EXAMPLE } };

@ApiTags('Events')
@Controller('v1/files')
export class FilesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @AllowedToWhole('analyst')
  @Put(':sha256')
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'storeFile',
    summary: 'Keeps a paper that evidence refers to by its digest',
    description:
      'Send the bytes as application/octet-stream, at most 32 MiB, then record events whose evidence ' +
      'has `file: {sha256, name, mediaType, bytes}`. A paper is never changed or removed; sending it ' +
      'again changes nothing.',
  })
  @ApiConsumes(BYTES_TYPE)
  @ApiBody({ required: true, schema: BYTES })
  @ApiCreatedResponse({ description: 'It is kept from now on.', content: STORED })
  @ApiOkResponse({ description: 'It was kept already.', content: STORED })
  async store(
    @Param('sha256') text: string,
    @Headers('content-type') type: string | undefined,
    @Body() body: unknown,
    @Actor() actor: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shape<StoredFile>> {
    const sha256 = digestInPath(text);
    mediaTypeOf(type, [BYTES_TYPE]);
    const bytes = await paperBody(body);
    const isNew = await this.commands.execute(new StoreFile(sha256, bytes, actor));
    if (isNew) reply.code(HttpStatus.CREATED).header('location', `/v1/files/${sha256}`);
    return { sha256, bytes: bytes.length };
  }

  @Evidence()
  @AllowedToWhole(...READERS_OF_EVIDENCE)
  @Get(':sha256')
  @Header('cache-control', 'private, no-cache')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @ApiOperation({ operationId: 'readFile', summary: 'A paper that evidence refers to' })
  @ApiOkResponse({
    description: 'Its bytes, for saving: what it is, the evidence says.',
    content: { [BYTES_TYPE]: { schema: BYTES } },
  })
  async read(@Param('sha256') text: string): Promise<StreamableFile> {
    const sha256 = digestInPath(text);
    const bytes = await this.queries.execute(new ReadFile(sha256));
    return new StreamableFile(bytes, {
      type: BYTES_TYPE,
      disposition: `attachment; filename="${sha256}"`,
      length: bytes.length,
    });
  }
}
