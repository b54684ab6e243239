import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose credential the request carries; set by the guard on every route that is not open. */
    actor?: string;
  }
}

/** Who asks: from the credential only, never from the request's content. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (actor === undefined) throw new Error('An open route has no actor.');
  return actor;
});
