import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Identity } from '#libs/access';
import { ROLES } from '#libs/access';
import { AllowedTo } from '../access/allowed-to.js';
import { Asker } from '../access/identity.js';
import type { Shape } from '../answers/shape.js';
import { MeTold } from '../openapi/key-answers.js';
import { meAnswer } from './key-answer.js';
import type { MeAnswer } from './key-bodies.js';

@ApiTags('Access')
@Controller('v1/me')
export class MeController {
  @AllowedTo(...ROLES)
  @Get()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({ operationId: 'readMe', summary: 'Who asks, and what the credential allows' })
  @MeTold()
  me(@Asker() asker: Identity): Shape<MeAnswer> {
    return meAnswer(asker);
  }
}
