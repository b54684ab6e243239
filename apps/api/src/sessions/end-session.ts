import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { BrowserSessions } from '#libs/access';
import type { Identity } from '#libs/access';
import { reachingEverything } from '#libs/database';
import { Problem } from '../problems/problem.js';

/** Signs a browser out that acts for the same key. */
export class EndSession extends Command<void> {
  constructor(
    readonly id: string,
    readonly asker: Identity,
  ) {
    super();
  }
}

@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(private readonly sessions: BrowserSessions) {}

  async execute({ id, asker: { keyId } }: EndSession): Promise<void> {
    const isEnded =
      keyId !== undefined && (await reachingEverything(() => this.sessions.end(id, keyId)));
    if (!isEnded) throw new Problem('not-found', 'The key has no such session.');
  }
}
