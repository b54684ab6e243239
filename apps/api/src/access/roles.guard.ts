import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Identity } from '#libs/access';
import { Problem } from '../problems/problem.js';
import { ALLOWED } from './allowed-to.js';
import type { Allowance } from './allowed-to.js';
import './identity.js';
import { OPEN } from './open.js';

/** Deny by default: a route lets in only those whom its declaration names. */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const marked = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OPEN, marked) === true) return true;
    const allowed = this.reflector.getAllAndOverride<Allowance | undefined>(ALLOWED, marked);
    const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
    if (allowed === undefined || identity === undefined) throw forbidden('Nobody may use it.');
    refuse(identity, allowed);
    return true;
  }
}

function refuse({ roles, companies, period }: Identity, allowed: Allowance): void {
  if (!allowed.roles.some((role) => roles.includes(role)))
    throw forbidden(`It takes a key with one of the roles ${allowed.roles.join(', ')}.`);
  if (!allowed.bounded && (companies ?? period))
    throw forbidden('It takes a key that is not bounded to companies or to a period.');
}

function forbidden(detail: string): Problem {
  return new Problem('forbidden', detail);
}
