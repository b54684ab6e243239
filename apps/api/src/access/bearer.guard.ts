import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AccessLog, idOf } from '#libs/access';
import type { Identity } from '#libs/access';
import { reachingEverything } from '#libs/database';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { Problem } from '../problems/problem.js';
import { askedIn } from './asked-in.js';
import { bearerIn, Credentials } from './credentials.js';
import './identity.js';
import { OPEN } from './open.js';
import { isOfOwnPage } from './own-address.js';

/** Deny by default: every route that is not marked open needs a key, or the session of one. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
    private readonly log: AccessLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, marked) === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.identity = await reachingEverything(() => this.identityOf(request));
    return true;
  }

  private async identityOf(request: FastifyRequest): Promise<Identity> {
    const session = this.credentials.sessionOf(request);
    if (session === undefined && request.headers.authorization === undefined)
      throw unauthenticated('The request carries no key.', '');
    // Browsers send a session along whoever wrote the page that asks.
    if (session !== undefined && !isOfOwnPage(this.config, request))
      throw new Problem('cross-site', 'A session counts in requests of pages of this server only.');
    const found = await this.credentials.holderOf(request);
    if (found === undefined) {
      await this.log.noteFailure(claimedBy(bearerIn(request)), askedIn(request));
      throw unauthenticated(
        session === undefined ? 'The key is not valid.' : 'The session has ended.',
        ', error="invalid_token"',
      );
    }
    await this.log.noteUse(found.actor, askedIn(request));
    return found;
  }
}

/** Whose key it would be; the rest of a wrong key may be most of a right one. */
function claimedBy(bearer: string | undefined): string | undefined {
  const id = bearer === undefined ? undefined : idOf(bearer);
  return id === undefined ? undefined : `key:${id}`;
}

/** RFC 6750, 3: an error is named only where a credential was given. */
function unauthenticated(detail: string, error: string): Problem {
  const challenge = `Bearer realm="edict"${error}`;
  return new Problem('unauthenticated', detail, { headers: { 'www-authenticate': challenge } });
}
