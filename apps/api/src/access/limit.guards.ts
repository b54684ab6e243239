import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { addressOf, RequestLimits } from '#libs/access';
import { reachingEverything } from '#libs/database';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { Problem } from '../problems/problem.js';
import './identity.js';

/** Whoever watches over Edict has to hear from it whatever else is going on. */
const NEVER_LIMITED = /^\/health\//;

/** Before it is known who asks, so that keys cannot be guessed at any speed. */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  constructor(
    private readonly limits: RequestLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { ip, routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    const { addressRequestsPerMinute: limit } = this.config;
    if (limit === undefined || NEVER_LIMITED.test(routeOptions.url ?? '')) return true;
    refuseOver(await reachingEverything(() => this.limits.overBy(addressOf(ip), limit)));
    return true;
  }
}

@Injectable()
export class KeyLimitGuard implements CanActivate {
  constructor(
    private readonly limits: RequestLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
    const { keyRequestsPerMinute: limit } = this.config;
    if (limit === undefined || identity === undefined) return true;
    refuseOver(await reachingEverything(() => this.limits.overBy(identity.actor, limit)));
    return true;
  }
}

function refuseOver(seconds: number | undefined): void {
  if (seconds === undefined) return;
  const headers = { 'retry-after': String(seconds) };
  throw new Problem('too-many-requests', `Come again in ${seconds} seconds.`, { headers });
}
