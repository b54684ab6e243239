import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AccessLog, ApiKeys, idOf, OidcTokens } from '#libs/access';
import type { Identity } from '#libs/access';
import { reachingEverything } from '#libs/database';
import { Problem } from '../problems/problem.js';
import { askedIn } from './asked-in.js';
import './identity.js';
import { OPEN } from './open.js';

/** Deny by default: every route that is not marked open needs a key. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly tokens: OidcTokens,
    private readonly log: AccessLog,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const marked = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, marked) === true) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.identity = await reachingEverything(() => this.identityOf(request));
    return true;
  }

  private async identityOf(request: FastifyRequest): Promise<Identity> {
    const header = request.headers.authorization;
    if (header === undefined) throw unauthenticated('The request carries no key.', '');
    const bearer = /^Bearer +([\x21-\x7e]{1,8192})$/i.exec(header)?.[1];
    const found = bearer === undefined ? undefined : await this.found(bearer);
    if (found === undefined) {
      await this.log.noteFailure(claimedBy(bearer), askedIn(request));
      throw unauthenticated('The key is not valid.', ', error="invalid_token"');
    }
    await this.log.noteUse(found.actor, askedIn(request));
    return found;
  }

  private async found(bearer: string): Promise<Identity | undefined> {
    return (await this.keys.authenticate(bearer)) ?? this.tokens.authenticate(bearer);
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
