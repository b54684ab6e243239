import type { OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { onceOver } from '../answers/once-over.js';

/** Answers that never end by themselves: they end with their connection, or with the server. */
@Injectable()
export class LiveConnections implements OnModuleDestroy {
  readonly #open = new Set<AbortController>();

  /** A signal that fires when the response is over or the server closes. */
  open(response: ServerResponse): AbortSignal {
    const connection = new AbortController();
    this.#open.add(connection);
    onceOver(response, () => {
      this.#open.delete(connection);
      connection.abort();
    });
    return connection.signal;
  }

  onModuleDestroy(): void {
    for (const connection of this.#open) connection.abort();
  }
}
