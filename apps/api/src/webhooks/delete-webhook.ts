import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Webhooks } from '#libs/webhooks';
import { Problem } from '../problems/problem.js';

/** Ends a webhook, its secrets and what is known of its deliveries. */
export class DeleteWebhook extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(DeleteWebhook)
export class DeleteWebhookHandler implements ICommandHandler<DeleteWebhook> {
  constructor(private readonly webhooks: Webhooks) {}

  async execute({ id }: DeleteWebhook): Promise<void> {
    if (await this.webhooks.remove(id)) return;
    throw new Problem('not-found', 'There is no such webhook.');
  }
}
