import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BrowserSession, Identity } from '#libs/access';
import { ROLES } from '#libs/access';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { AllowedTo } from '../access/allowed-to.js';
import { askedIn } from '../access/asked-in.js';
import { Asker } from '../access/identity.js';
import { Open } from '../access/open.js';
import { isOfOwnPage } from '../access/own-address.js';
import { noSessionCookie, sessionCookie } from '../access/session-cookie.js';
import type { Shape } from '../answers/shape.js';
import { jsonBody } from '../bodies/json-body.js';
import { meAnswer } from '../keys/key-answer.js';
import { SessionEnded, SessionsListed, SignedIn } from '../openapi/session-answers.js';
import { Problem } from '../problems/problem.js';
import { BeginSession } from './begin-session.js';
import { EndSession } from './end-session.js';
import { ListSessions } from './list-sessions.js';
import type { SessionAnswer, SessionList, SignedInAnswer } from './session-bodies.js';
import { SignInRequest } from './session-bodies.js';

@ApiTags('Access')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Open()
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'signIn',
    summary: 'Uses a sign-in link up: the browser has a session from now on',
    description:
      'The session stands in a cookie that scripts do not see and other sites cannot send. It acts ' +
      'for the key that made the link, and ends with it. Where a request carries a key or a token, ' +
      'the cookie is not looked at.',
  })
  @SignedIn()
  async begin(
    @Body() body: unknown,
    @Headers('content-type') type: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shape<SignedInAnswer>> {
    const { link } = jsonBody(SignInRequest, type, body);
    // Nobody is signed in by a page of somebody else, unknowingly, as somebody else.
    if (request.headers['sec-fetch-site'] !== undefined && !isOfOwnPage(this.config, request))
      throw new Problem('cross-site', 'A browser is signed in by a page of this server only.');
    const command = new BeginSession(link, askedIn(request));
    const { text, identity, endsAt } = await this.commands.execute(command);
    reply.header('set-cookie', sessionCookie(this.config, text, endsAt));
    return { ...meAnswer(identity), endsAt: endsAt.toISOString() };
  }

  @AllowedTo(...ROLES)
  @Get()
  @Header('cache-control', 'private, no-cache')
  @ApiOperation({
    operationId: 'listSessions',
    summary: 'The browsers that act for the key of whoever asks',
  })
  @SessionsListed()
  async list(@Asker() asker: Identity): Promise<Shape<SessionList>> {
    const sessions = await this.queries.execute(new ListSessions(asker));
    return { items: sessions.map((session) => answered(session, asker)) };
  }

  @AllowedTo(...ROLES)
  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    operationId: 'endSession',
    summary: 'Signs a browser out that acts for the same key',
    description: '`current` is the session that asks.',
  })
  @SessionEnded()
  async end(
    @Param('id') id: string,
    @Asker() asker: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const meant = id === 'current' ? asker.sessionId : id;
    await this.commands.execute(new EndSession(meant ?? id, asker));
    if (meant === asker.sessionId) reply.header('set-cookie', noSessionCookie(this.config));
  }
}

function answered(session: BrowserSession, { sessionId }: Identity): Shape<SessionAnswer> {
  const { id, createdAt, usedAt, endsAt } = session;
  return {
    id,
    createdAt: createdAt.toISOString(),
    usedAt: usedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    current: id === sessionId,
  };
}
