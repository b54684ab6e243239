import { Body, Controller, Headers, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { parseStrict } from '#libs/ledger';
import { parseEnvelope, Refused } from '#libs/recording';
import { AllowedToWhole } from '../../../apps/api/src/access/allowed-to.js';
import { Actor } from '../../../apps/api/src/access/identity.js';
import { JSON_TYPES } from '../../../apps/api/src/bodies/body-parsers.js';
import { mediaTypeOf } from '../../../apps/api/src/bodies/media-type.js';
import { shaped } from '../../../libs/recording/src/shape.js';

/**
 * The same body through the same guards, strict parser and validation as `POST /v1/events`, sent
 * back: what the server can answer when nothing is decided or recorded.
 */
@Controller('bench/echo')
@AllowedToWhole('analyst')
export class EchoController {
  @Post()
  @HttpCode(HttpStatus.OK)
  echo(
    @Headers('content-type') type: string | undefined,
    @Body() body: Buffer,
    @Actor() actor: string,
  ): object {
    mediaTypeOf(type, JSON_TYPES);
    const event = parseEnvelope(parseStrict(body));
    if (event instanceof Refused) throw event;
    const valid = shaped(event, actor);
    if (valid instanceof Refused) throw valid;
    return valid.event;
  }
}
