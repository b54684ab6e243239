import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { Definitions } from '#libs/exports';
import { Problem } from '../problems/problem.js';

/** Ends an export; its runs that are done can still be read. */
export class DeleteExport extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(DeleteExport)
export class DeleteExportHandler implements ICommandHandler<DeleteExport> {
  constructor(private readonly definitions: Definitions) {}

  async execute({ id }: DeleteExport): Promise<void> {
    if (await this.definitions.remove(id)) return;
    throw new Problem('not-found', 'There is no such export.');
  }
}
