import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { AccessLog, BrowserSessions } from '#libs/access';
import type { Asked, NewSession } from '#libs/access';
import { Problem } from '../problems/problem.js';

/** Uses a sign-in link up. */
export class BeginSession extends Command<NewSession> {
  constructor(
    readonly link: string,
    readonly asked: Asked,
  ) {
    super();
  }
}

@CommandHandler(BeginSession)
export class BeginSessionHandler implements ICommandHandler<BeginSession> {
  constructor(
    private readonly sessions: BrowserSessions,
    private readonly log: AccessLog,
  ) {}

  async execute({ link, asked }: BeginSession): Promise<NewSession> {
    const session = await this.sessions.begin(link);
    if (session !== undefined) {
      await this.log.noteSignIn(session.identity.actor, asked);
      return session;
    }
    await this.log.noteFailure(undefined, asked);
    throw new Problem(
      'invalid-sign-in-link',
      'The link was used before, is over, or never was one.',
    );
  }
}
