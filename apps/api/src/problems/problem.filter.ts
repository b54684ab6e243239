import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem-of.js';

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('problems');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { document, headers } = problemOf(error);
    if (document.status === 500) {
      this.#logger.error({ err: error, request: request.id, url: request.url }, 'request failed');
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
}
