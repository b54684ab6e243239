import { LogOrigins, originIn, RetiredKeys } from '#libs/ledger/pure';
import type { RecordedEvent, RecordedOrigin } from '#libs/ledger/pure';

/** What the log's own streams say of its keys and its names, as far as the pack has their events. */
export class LogHistory {
  readonly retired = new RetiredKeys();
  private readonly begun: RecordedOrigin[] = [];

  take(event: RecordedEvent): void {
    this.retired.take(event);
    const origin = originIn(event);
    if (origin !== undefined) this.begun.push(origin);
  }

  get origins(): LogOrigins {
    return new LogOrigins(this.begun);
  }
}
