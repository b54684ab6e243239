import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { OVERLAP_HOURS_UNASKED, Webhooks } from '#libs/webhooks';
import type { SignedWebhook } from '#libs/webhooks';
import { Problem } from '../problems/problem.js';

/** Gives a webhook another secret; the one before signs too until its overlap is over. */
export class RotateSecret extends Command<SignedWebhook> {
  constructor(
    readonly id: string,
    readonly overlapHours = OVERLAP_HOURS_UNASKED,
  ) {
    super();
  }
}

@CommandHandler(RotateSecret)
export class RotateSecretHandler implements ICommandHandler<RotateSecret> {
  constructor(private readonly webhooks: Webhooks) {}

  async execute({ id, overlapHours }: RotateSecret): Promise<SignedWebhook> {
    const rotated = await this.webhooks.rotateSecret(id, overlapHours);
    if (rotated !== undefined) return rotated;
    throw new Problem('not-found', 'There is no such webhook.');
  }
}
