import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { Observable } from 'rxjs';
import { EMPTY } from 'rxjs';
import { Turns } from '#libs/runtime';

const HEAVY = 'edict:heavy';

/** Fewer than half of the connections to the database, so that everything else goes on. */
export const HEAVY_AT_ONCE_MAX = 4;
export const HEAVY_WAITING_MAX = 40;

/** Marks routes that fold whole histories or write whole files: they wait for their turn. */
export const Heavy = (): MethodDecorator & ClassDecorator => SetMetadata(HEAVY, true);

/** Keeps a turn until the answer is over, whole or not. */
@Injectable()
export class HeavyWorkInterceptor implements NestInterceptor {
  private readonly turns = new Turns(HEAVY_AT_ONCE_MAX, HEAVY_WAITING_MAX);

  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const marked = [context.getHandler(), context.getClass()];
    if (!this.reflector.getAllAndOverride<boolean | undefined>(HEAVY, marked)) return next.handle();
    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    return new Promise((begun, refused) => {
      const turn = this.turns.take(() => {
        // Whoever went away while waiting is not worked for.
        begun(raw.destroyed ? EMPTY : next.handle());
        return over(raw);
      });
      turn.catch(refused);
    });
  }
}

async function over(response: ServerResponse): Promise<void> {
  if (response.destroyed || response.closed) return;
  await new Promise<void>((resolve) => response.once('close', resolve));
}
