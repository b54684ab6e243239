import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Papers } from '#libs/recording';

/** Keeps a paper that evidence refers to; gives false where it was kept already. */
export class StoreFile extends Command<boolean> {
  constructor(
    readonly sha256: string,
    readonly bytes: Buffer,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(StoreFile)
export class StoreFileHandler implements ICommandHandler<StoreFile> {
  constructor(private readonly papers: Papers) {}

  execute({ sha256, bytes, actor }: StoreFile): Promise<boolean> {
    return this.papers.store(sha256, bytes, actor);
  }
}
