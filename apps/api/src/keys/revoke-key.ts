import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Grants } from '#libs/access';
import { Problem } from '../problems/problem.js';

/** Ends a key at once and for good. */
export class RevokeKey extends Command<void> {
  constructor(
    readonly id: string,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(RevokeKey)
export class RevokeKeyHandler implements ICommandHandler<RevokeKey> {
  constructor(private readonly grants: Grants) {}

  async execute({ id, actor }: RevokeKey): Promise<void> {
    if (await this.grants.take(id, actor)) return;
    throw new Problem('not-found', 'There is no such key.');
  }
}
