import { Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem-of.js';

const logger = new Logger('problems');

/** The one place where an error becomes an HTTP answer. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { document, headers } = problemOf(error);
  if (document.status === 500) {
    logger.error(error);
    logger.error(
      `request ${request.id} failed: ${request.method} ${request.routeOptions.url ?? ''}`,
    );
  }
  if (reply.raw.headersSent) {
    // Half of an answer must never look like a whole one.
    reply.raw.destroy();
    return;
  }
  void reply
    .code(document.status)
    .headers({ ...headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify({ ...document, instance: `urn:uuid:${request.id}` }));
}
