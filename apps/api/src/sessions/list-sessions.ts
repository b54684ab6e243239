import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import { BrowserSessions } from '#libs/access';
import type { BrowserSession, Identity } from '#libs/access';
import { reachingEverything } from '#libs/database';

/** The browsers that act for the key of whoever asks. */
export class ListSessions extends Query<readonly BrowserSession[]> {
  constructor(readonly asker: Identity) {
    super();
  }
}

@QueryHandler(ListSessions)
export class ListSessionsHandler implements IQueryHandler<ListSessions> {
  constructor(private readonly sessions: BrowserSessions) {}

  /** Whoever comes with a token of a provider has none. */
  async execute({ asker: { keyId } }: ListSessions): Promise<readonly BrowserSession[]> {
    return keyId === undefined ? [] : reachingEverything(() => this.sessions.list(keyId));
  }
}
