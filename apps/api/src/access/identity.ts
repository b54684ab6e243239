import type { FastifyRequest } from 'fastify';
import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { Identity } from '#libs/access';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose credential the request carries; set by the guard on every route that is not open. */
    identity?: Identity;
  }
}

/** Who asks: from the credential only, never from the request's content. */
export const Asker = createParamDecorator((_: unknown, context: ExecutionContext): Identity =>
  askerOf(context),
);

/** Who asks, as it stands in recorded events. */
export const Actor = createParamDecorator(
  (_: unknown, context: ExecutionContext): string => askerOf(context).actor,
);

function askerOf(context: ExecutionContext): Identity {
  const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
  if (identity === undefined) throw new Error('An open route has no identity.');
  return identity;
}
