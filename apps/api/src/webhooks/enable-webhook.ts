import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { Identity } from '#libs/access';
import { Webhooks } from '#libs/webhooks';
import type { EnabledFrom, StoredWebhook } from '#libs/webhooks';
import { Problem } from '../problems/problem.js';
import { refuseOthers } from './check-webhook.js';

/** Has a webhook told again, from where it stopped or from now on. */
export class EnableWebhook extends Command<StoredWebhook> {
  constructor(
    readonly id: string,
    readonly from: EnabledFrom,
    readonly asker: Identity,
  ) {
    super();
  }
}

@CommandHandler(EnableWebhook)
export class EnableWebhookHandler implements ICommandHandler<EnableWebhook> {
  constructor(private readonly webhooks: Webhooks) {}

  async execute({ id, from, asker }: EnableWebhook): Promise<StoredWebhook> {
    refuseOthers(asker);
    const enabled = await this.webhooks.enable(id, from, asker.actor);
    if (enabled !== undefined) return enabled;
    throw new Problem('not-found', 'There is no such webhook.');
  }
}
