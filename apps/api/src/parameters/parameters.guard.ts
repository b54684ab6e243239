import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
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
    request.asked = readParameters(declared, request.query as Query);
    return true;
  }
}
