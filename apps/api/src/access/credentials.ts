import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeys, BrowserSessions, OidcTokens } from '#libs/access';
import type { Identity } from '#libs/access';
import { reachingEverything } from '#libs/database';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { onceOver } from '../answers/once-over.js';
import './identity.js';
import { sessionIn } from './session-cookie.js';

/** How long an answer may go on at most after its credential has ended. */
export const CREDENTIAL_ASKED_EVERY_MS = 5_000;
const BEARER = /^Bearer +([\x21-\x7e]{1,8192})$/i;

/** Whom the credentials of requests let act. */
@Injectable()
export class Credentials {
  constructor(
    private readonly keys: ApiKeys,
    private readonly tokens: OidcTokens,
    private readonly sessions: BrowserSessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Undefined where the request has no credential, or one that is not valid, or no longer. */
  async holderOf(request: FastifyRequest): Promise<Identity | undefined> {
    return reachingEverything(() => {
      const session = this.sessionOf(request);
      return session === undefined ? this.bearer(request) : this.sessions.authenticate(session);
    });
  }

  /** A session never stands in for a key that is given beside it, valid or not. */
  sessionOf(request: FastifyRequest): string | undefined {
    return request.headers.authorization === undefined
      ? sessionIn(this.config, request)
      : undefined;
  }

  /** Cuts an answer that takes long off once its credential has ended, so that it never looks whole. */
  watch(request: FastifyRequest, { raw }: FastifyReply): void {
    if (request.identity === undefined) return;
    const asking = setInterval(() => {
      this.holderOf(request).then(
        (holder) => {
          if (holder === undefined) raw.destroy();
        },
        // Nobody can tell at this moment: it is asked again.
        () => undefined,
      );
    }, CREDENTIAL_ASKED_EVERY_MS);
    onceOver(raw, () => {
      clearInterval(asking);
    });
  }

  private async bearer(request: FastifyRequest): Promise<Identity | undefined> {
    const bearer = bearerIn(request);
    if (bearer === undefined) return undefined;
    return (await this.keys.authenticate(bearer)) ?? this.tokens.authenticate(bearer);
  }
}

export function bearerIn({ headers }: FastifyRequest): string | undefined {
  return BEARER.exec(headers.authorization ?? '')?.[1];
}
