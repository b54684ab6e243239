import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(ofCursor(error, request) ?? error, request, http.getResponse<FastifyReply>());
  }
}

/**
 * Where a page ended is told to the database as the cursor says it. What the database cannot read
 * as a day, an instant or a number, no page of the list ended with.
 */
function ofCursor(error: unknown, { query }: FastifyRequest): Problem | undefined {
  if ((query as { readonly cursor?: unknown }).cursor === undefined) return undefined;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (!DATA_EXCEPTION.test(String(code))) return undefined;
  return new Problem('invalid-cursor', 'The cursor names no row of this list.');
}

/** SQLSTATE, class 22. */
const DATA_EXCEPTION = /^22[0-9A-Z]{3}$/;
