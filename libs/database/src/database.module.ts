import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

/** Gives the whole application one pool, under the token `pg.Pool`, and closes it at the end. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  static of(pool: pg.Pool): DynamicModule {
    const providers = [{ provide: pg.Pool, useValue: pool }];
    return { module: DatabaseModule, global: true, providers, exports: [pg.Pool] };
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
