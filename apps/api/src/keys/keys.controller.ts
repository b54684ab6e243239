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
  Post,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowedToWhole } from '../access/allowed-to.js';
import { Actor } from '../access/identity.js';
import type { Shape } from '../answers/shape.js';
import { jsonBody } from '../bodies/json-body.js';
import { KeyMade, KeyRevoked, KeysListed } from '../openapi/key-answers.js';
import { CreateKey } from './create-key.js';
import { answerOf } from './key-answer.js';
import type { KeyList, NewKeyAnswer } from './key-bodies.js';
import { KeyRequest } from './key-bodies.js';
import { ListKeys } from './list-keys.js';
import { RevokeKey } from './revoke-key.js';

@AllowedToWhole('admin')
@ApiTags('Access')
@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'createKey',
    summary: 'Makes a key, which is shown once',
    description:
      'A key of the roles reader, auditor and exporter can be bounded to companies and to a period ' +
      'of valid time. That a key with the role admin is made or revoked is an event on `log/access`.',
  })
  @KeyMade()
  async create(
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Actor() actor: string,
  ): Promise<Shape<NewKeyAnswer>> {
    const request = jsonBody(KeyRequest, type, body);
    const { key, ...stored } = await this.commands.execute(new CreateKey(request, actor));
    return { ...answerOf(stored), key };
  }

  @Get()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'listKeys', summary: 'The keys that stand, never themselves' })
  @KeysListed()
  async list(): Promise<Shape<KeyList>> {
    const keys = await this.queries.execute(new ListKeys());
    return { items: keys.map(answerOf) };
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'revokeKey',
    summary: 'Ends a key: its next request is refused',
  })
  @KeyRevoked()
  revoke(@Param('id') id: string, @Actor() actor: string): Promise<void> {
    return this.commands.execute(new RevokeKey(id, actor));
  }
}
