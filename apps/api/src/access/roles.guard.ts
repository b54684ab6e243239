import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '#libs/access';
import { setReach } from '#libs/database';
import { Problem } from '../problems/problem.js';
import { ALLOWED } from './allowed-to.js';
import type { Allowance } from './allowed-to.js';
import './identity.js';
import { OPEN } from './open.js';

/**
 * Deny by default: a route lets in only those whom its declaration names, and its statements see
 * only what the credential reaches.
 */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const marked = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, marked) === true) {
      setReach('everything');
      return true;
    }
    const allowed = this.reflector.getAllAndOverride<Allowance | undefined>(ALLOWED, marked);
    const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
    if (allowed === undefined || identity === undefined) throw forbidden('Nobody may use it.');
    refuse(identity, allowed);
    setReach(identity.companies ?? 'everything', identity.period);
    return true;
  }
}

function refuse({ roles, companies, period }: Identity, allowed: Allowance): void {
  if (!allowed.roles.some((role) => roles.includes(role)))
    throw forbidden(`It takes a key with one of the roles ${allowed.roles.join(', ')}.`);
  if (companies && !allowed.bounds.includes('companies'))
    throw forbidden('It takes a key that is not bounded to companies.');
  if (period && !allowed.bounds.includes('period'))
    throw forbidden('It takes a key that is not bounded to a period.');
}

function forbidden(detail: string): Problem {
  return new Problem('forbidden', detail);
}
