import type { OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';

/** Answers that never end by themselves: they end with their connection, or with the server. */
@Injectable()
export class LiveConnections implements OnModuleDestroy {
  readonly #open = new Set<AbortController>();

  /** A signal that fires when the response is over or the server closes. */
  open(response: ServerResponse): AbortSignal {
    const connection = new AbortController();
    this.#open.add(connection);
    response.once('close', () => {
      this.#open.delete(connection);
      connection.abort();
    });
    return connection.signal;
  }

  onModuleDestroy(): void {
    for (const connection of this.#open) connection.abort();
  }
}
