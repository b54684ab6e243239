import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Erasures } from '#libs/personal';
import type { Erasure } from '#libs/personal';

/** The second pair of eyes: what was asked for is recorded and destroyed. */
export class ApproveErasure extends Command<Erasure> {
  constructor(
    readonly id: string,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(ApproveErasure)
export class ApproveErasureHandler implements ICommandHandler<ApproveErasure> {
  constructor(private readonly erasures: Erasures) {}

  execute({ id, actor }: ApproveErasure): Promise<Erasure> {
    return this.erasures.approve(id, actor);
  }
}
