import { Inject } from '@nestjs/common';
import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { Identity } from '#libs/access';
import { ALLOWED_CALLS } from '#libs/outbound';
import type { AllowedCalls } from '#libs/outbound';
import { Webhooks, WEBHOOKS_MAX } from '#libs/webhooks';
import type { SignedWebhook, StoredWebhook } from '#libs/webhooks';
import type { WholeShape } from '../answers/shape.js';
import { Problem } from '../problems/problem.js';
import { changedWebhook } from './changed-webhook.js';
import { refuseOthers, termsOf } from './check-webhook.js';
import type { WebhookChanges, WebhookRequest } from './webhook-bodies.js';

/** Makes a webhook, which may be told of what its maker may see and of nothing else. */
export class CreateWebhook extends Command<SignedWebhook> {
  constructor(
    readonly request: WholeShape<WebhookRequest>,
    readonly asker: Identity,
  ) {
    super();
  }
}

@CommandHandler(CreateWebhook)
export class CreateWebhookHandler implements ICommandHandler<CreateWebhook> {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(ALLOWED_CALLS) private readonly allowed: AllowedCalls,
  ) {}

  async execute({ request, asker }: CreateWebhook): Promise<SignedWebhook> {
    refuseOthers(asker);
    const wanted = { terms: termsOf(request, this.allowed), enabled: request.enabled ?? true };
    const made = await this.webhooks.create(wanted, asker);
    if (made !== undefined) return made;
    const detail = `There are ${WEBHOOKS_MAX} webhooks; delete one that nobody needs.`;
    throw new Problem('too-many-webhooks', detail);
  }
}

/** Changes some of a webhook. */
export class ChangeWebhook extends Command<StoredWebhook> {
  constructor(
    readonly id: string,
    readonly changes: WholeShape<WebhookChanges>,
    readonly asker: Identity,
  ) {
    super();
  }
}

@CommandHandler(ChangeWebhook)
export class ChangeWebhookHandler implements ICommandHandler<ChangeWebhook> {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(ALLOWED_CALLS) private readonly allowed: AllowedCalls,
  ) {}

  async execute({ id, changes, asker }: ChangeWebhook): Promise<StoredWebhook> {
    refuseOthers(asker);
    const changed = await this.webhooks.change(
      id,
      (before) => {
        const request = changedWebhook(before, changes);
        return { terms: termsOf(request, this.allowed), enabled: request.enabled ?? true };
      },
      asker.actor,
    );
    if (changed !== undefined) return changed;
    throw new Problem('not-found', 'There is no such webhook.');
  }
}
