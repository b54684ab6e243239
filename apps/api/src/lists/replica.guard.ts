import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { readReplica } from '#libs/database';

const FROM_REPLICA = 'edict:from-replica';

/**
 * Marks routes that a replica may answer: those that only read, and whose answers say with
 * `Edict-Position` how new they are.
 */
export const FromReplica = (): ClassDecorator & MethodDecorator => SetMetadata(FROM_REPLICA, true);

@Injectable()
export class ReplicaGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const marked = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(FROM_REPLICA, marked)) readReplica();
    return true;
  }
}
