import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { webhookTotals } from '#libs/webhooks';
import type { WebhookTotals } from '#libs/webhooks';

/** What the worker does for webhooks, read where it writes it down. */
@Injectable()
export class WebhookStates {
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  totals(): Promise<WebhookTotals> {
    return webhookTotals(this.pool);
  }
}
