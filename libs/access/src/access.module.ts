import { Module } from '@nestjs/common';
import pg from 'pg';
import { Ledger, LedgerModule } from '#libs/ledger';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { CalendarFeeds } from './feeds/calendar-feeds.js';
import { ApiKeys } from './keys/api-keys.js';
import { Grants } from './keys/grants.js';
import { RequestLimits } from './limits/request-limits.js';
import { OidcTokens } from './oidc/oidc-tokens.js';
import { AccessLog } from './log/access-log.js';
import { BrowserSessions } from './sessions/browser-sessions.js';

/** Needs `RuntimeModule` and `DatabaseModule` in the application. */
@Module({
  imports: [LedgerModule],
  providers: [
    {
      provide: ApiKeys,
      inject: [pg.Pool, CONFIG],
      useFactory: (pool: pg.Pool, config: Config) => new ApiKeys(pool, config),
    },
    {
      provide: Grants,
      inject: [ApiKeys, Ledger],
      useFactory: (keys: ApiKeys, ledger: Ledger) => new Grants(keys, ledger),
    },
    {
      provide: BrowserSessions,
      inject: [pg.Pool, CONFIG],
      useFactory: (pool: pg.Pool, config: Config) => new BrowserSessions(pool, config),
    },
    {
      provide: OidcTokens,
      inject: [CONFIG],
      useFactory: ({ oidc }: Config) => new OidcTokens(oidc),
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
    {
      provide: RequestLimits,
      inject: [pg.Pool],
      useFactory: (pool: pg.Pool) => new RequestLimits(pool),
    },
  ],
  exports: [RequestLimits, ApiKeys, Grants, BrowserSessions, OidcTokens, CalendarFeeds, AccessLog],
})
export class AccessModule {}
