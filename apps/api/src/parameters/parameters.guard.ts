import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import type { Parameters } from './parameter.js';
import type { Query } from './read-parameters.js';
import { readParameters } from './read-parameters.js';
import { TAKES } from './takes.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The declared query parameters of the route, read and checked. */
    asked?: unknown;
  }
}

/** Reads the query of every request by its route's declaration; anything else is refused. */
@Injectable()
export class ParametersGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const declared = this.reflector.get<Parameters | undefined>(TAKES, context.getHandler()) ?? {};
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    refuseNul(request.params);
    request.asked = readParameters(declared, request.query as Query);
    return true;
  }
}

/** PostgreSQL has no text with U+0000, so nothing has such a name. */
function refuseNul(names: unknown): void {
  const given = Object.values(names ?? {});
  if (given.some((name) => typeof name === 'string' && name.includes('\0')))
    throw new Problem('not-found', 'There is nothing at this address.');
}
