import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { AccessLog } from '#libs/access';
import { reachingEverything } from '#libs/database';
import { isId } from '#libs/governance';
import { askedIn } from './asked-in.js';
import './identity.js';

const EVIDENCE = 'edict:evidence';

/** Marks routes that answer with evidence: who reads it is written down. */
export const Evidence = (): MethodDecorator & ClassDecorator => SetMetadata(EVIDENCE, true);

/** Writes a reading of evidence down before it begins; what cannot be written down is not read. */
@Injectable()
export class EvidenceInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: AccessLog,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const marked = [context.getHandler(), context.getClass()];
    const isEvidence = this.reflector.getAllAndOverride<boolean | undefined>(EVIDENCE, marked);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { identity } = request;
    if (isEvidence && identity !== undefined) {
      const { actor } = identity;
      await reachingEverything(() =>
        this.log.noteRead(actor, companyIn(request), askedIn(request)),
      );
    }
    return next.handle();
  }
}

const OF_A_COMPANY = /^\/v1\/companies\/:id(\/|$)/;

/** The one company that is asked about; absent where it may be any. */
function companyIn({ routeOptions, params, query }: FastifyRequest): string | undefined {
  const named = OF_A_COMPANY.test(routeOptions.url ?? '')
    ? (params as { readonly id?: unknown }).id
    : (query as { readonly company?: unknown }).company;
  return typeof named === 'string' && isId(named) ? named : undefined;
}
