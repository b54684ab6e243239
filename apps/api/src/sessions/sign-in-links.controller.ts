import { Controller, Header, HttpCode, HttpStatus, Inject, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '#libs/access';
import { ROLES, signInAddress } from '#libs/access';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { AllowedTo } from '../access/allowed-to.js';
import { Asker } from '../access/identity.js';
import { ownOrigin } from '../access/own-address.js';
import type { Shape } from '../answers/shape.js';
import { SignInLinkMade } from '../openapi/session-answers.js';
import { MakeSignInLink } from './make-sign-in-link.js';
import type { SignInLinkAnswer } from './session-bodies.js';

@ApiTags('Access')
@Controller('v1/sign-in-links')
export class SignInLinksController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @AllowedTo(...ROLES)
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'createSignInLink',
    summary: 'Makes a link that signs a browser in as the key that asks, once, within 15 minutes',
    description:
      'It takes the key itself: a session makes none, nor does a token of a provider. Opening the ' +
      'link shows a page with one button; only the button uses it up.',
  })
  @SignInLinkMade()
  async create(
    @Asker() asker: Identity,
    @Req() request: FastifyRequest,
  ): Promise<Shape<SignInLinkAnswer>> {
    const { text, expiresAt } = await this.commands.execute(new MakeSignInLink(asker));
    const url = signInAddress(ownOrigin(this.config, request), text);
    return { url, expiresAt: expiresAt.toISOString() };
  }
}
