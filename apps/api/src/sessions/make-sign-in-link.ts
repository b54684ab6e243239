import type { ICommandHandler } from '@nestjs/cqrs';
import { Command, CommandHandler } from '@nestjs/cqrs';
import { BrowserSessions, SIGN_IN_LINKS_MAX } from '#libs/access';
import type { Identity, SignInLink } from '#libs/access';
import { reachingEverything } from '#libs/database';
import { Problem } from '../problems/problem.js';

/** Makes a link that signs a browser in as whoever asks, once. */
export class MakeSignInLink extends Command<SignInLink> {
  constructor(readonly asker: Identity) {
    super();
  }
}

@CommandHandler(MakeSignInLink)
export class MakeSignInLinkHandler implements ICommandHandler<MakeSignInLink> {
  constructor(private readonly sessions: BrowserSessions) {}

  async execute({ asker: { keyId, sessionId } }: MakeSignInLink): Promise<SignInLink> {
    // Otherwise a session could renew itself for ever.
    if (keyId === undefined || sessionId !== undefined)
      throw new Problem('forbidden', 'It takes the key itself, not a session and not a token.');
    const link = await reachingEverything(() => this.sessions.makeLink(keyId));
    if (link !== undefined) return link;
    const detail = `The key has ${SIGN_IN_LINKS_MAX} links that nobody has opened; wait until they end.`;
    throw new Problem('too-many-sign-in-links', detail);
  }
}
