import { Module } from '@nestjs/common';
import pg from 'pg';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { ApiKeys } from './keys/api-keys.js';

/** Needs `RuntimeModule` and `DatabaseModule` in the application. */
@Module({
  providers: [
    {
      provide: ApiKeys,
      inject: [pg.Pool, CONFIG],
      useFactory: (pool: pg.Pool, config: Config) => new ApiKeys(pool, config),
    },
  ],
  exports: [ApiKeys],
})
export class AccessModule {}
