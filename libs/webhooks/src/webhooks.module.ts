import { Module } from '@nestjs/common';
import pg from 'pg';
import { Webhooks } from './definitions/webhooks.js';
import { Deliveries } from './deliveries/deliveries.js';

/** Needs `DatabaseModule` in the application. */
@Module({
  providers: [
    { provide: Webhooks, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Webhooks(pool) },
    { provide: Deliveries, inject: [pg.Pool], useFactory: (pool: pg.Pool) => new Deliveries(pool) },
  ],
  exports: [Webhooks, Deliveries],
})
export class WebhooksModule {}
