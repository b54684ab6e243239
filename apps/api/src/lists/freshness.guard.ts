import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Views } from '#libs/compliance';
import { Registers } from '#libs/compliance';
import { readInteger } from '../parameters/parameter.js';
import { Problem } from '../problems/problem.js';

export const FRESHNESS_WAIT_MS = 5_000;
const HEADER = 'edict-min-position';
/** What else there is, health above all, never waits. */
const OF_VIEWS = '/v1/';
const READS = 'edict:reads';

/** What a route reads, where it depends on what is asked. */
type ViewsAsked = (request: FastifyRequest) => Views;

/** Declares which views a route or controller reads; without it, the registers. */
export function Reads(views: Views | ViewsAsked): ClassDecorator & MethodDecorator {
  return SetMetadata(READS, views);
}

/** Read your own write: waits until the views have reached `Edict-Min-Position`. */
@Injectable()
export class FreshnessGuard implements CanActivate {
  constructor(
    private readonly registers: Registers,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers[HEADER];
    const { url = '' } = request.routeOptions;
    if (header === undefined || !url.startsWith(OF_VIEWS)) return true;
    const position = readInteger([header].flat().join());
    if (position === undefined) throw invalidHeader();
    const declaring = [context.getHandler(), context.getClass()];
    const declared = this.reflector.getAllAndOverride<Views | ViewsAsked | undefined>(
      READS,
      declaring,
    );
    const views = typeof declared === 'function' ? declared(request) : declared;
    await this.registers.waitUntil(position, FRESHNESS_WAIT_MS, views);
    return true;
  }
}

function invalidHeader(): Problem {
  const message = 'Edict-Min-Position must be a ledger position, a whole number from 0.';
  return new Problem('invalid-header', message, {
    errors: [{ pointer: `/headers/${HEADER}`, code: 'invalid-value', message }],
  });
}
