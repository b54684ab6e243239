import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { Webhooks } from '#libs/webhooks';
import type { StoredWebhook } from '#libs/webhooks';
import { Problem } from '../problems/problem.js';

/** The webhooks that there are, oldest first. */
export class ListWebhooks extends Query<readonly StoredWebhook[]> {}

@QueryHandler(ListWebhooks)
export class ListWebhooksHandler implements IQueryHandler<ListWebhooks> {
  constructor(private readonly webhooks: Webhooks) {}

  execute(): Promise<readonly StoredWebhook[]> {
    return this.webhooks.list();
  }
}

export class ReadWebhook extends Query<StoredWebhook> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(ReadWebhook)
export class ReadWebhookHandler implements IQueryHandler<ReadWebhook> {
  constructor(private readonly webhooks: Webhooks) {}

  async execute({ id }: ReadWebhook): Promise<StoredWebhook> {
    const found = await this.webhooks.find(id);
    if (found !== undefined) return found;
    throw new Problem('not-found', 'There is no such webhook.');
  }
}
