import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Deliveries } from '#libs/webhooks';
import type { Delivery } from '#libs/webhooks';
import { Problem } from '../problems/problem.js';

/** Sends a webhook a message that says nothing, to see whether it arrives. */
export class TestWebhook extends Command<Delivery> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(TestWebhook)
export class TestWebhookHandler implements ICommandHandler<TestWebhook> {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ id }: TestWebhook): Promise<Delivery> {
    const test = await this.deliveries.test(id);
    if (test !== undefined) return test;
    throw new Problem('not-found', 'There is no such webhook.');
  }
}

/** Tells a webhook a message again. */
export class Redeliver extends Command<Delivery> {
  constructor(
    readonly webhook: string,
    readonly delivery: string,
  ) {
    super();
  }
}

@CommandHandler(Redeliver)
export class RedeliverHandler implements ICommandHandler<Redeliver> {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ webhook, delivery }: Redeliver): Promise<Delivery> {
    const told = await this.deliveries.tellAgain(webhook, delivery);
    if (told !== undefined) return told;
    throw new Problem('not-found', 'There is no such delivery of this webhook.');
  }
}
