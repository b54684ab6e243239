import { Module } from '@nestjs/common';
import pg from 'pg';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { CalendarFeeds } from './feeds/calendar-feeds.js';
import { ApiKeys } from './keys/api-keys.js';
import { AccessLog } from './log/access-log.js';

/** Needs `RuntimeModule` and `DatabaseModule` in the application. */
@Module({
  providers: [
    {
      provide: ApiKeys,
      inject: [pg.Pool, CONFIG],
      useFactory: (pool: pg.Pool, config: Config) => new ApiKeys(pool, config),
    },
    {
      provide: CalendarFeeds,
      inject: [pg.Pool],
      useFactory: (pool: pg.Pool) => new CalendarFeeds(pool),
    },
    {
      provide: AccessLog,
      inject: [pg.Pool],
      useFactory: (pool: pg.Pool) => new AccessLog(pool),
    },
  ],
  exports: [ApiKeys, CalendarFeeds, AccessLog],
})
export class AccessModule {}
