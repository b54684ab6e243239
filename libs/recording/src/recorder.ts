import type { Ledger } from '#libs/ledger';
import type { Checked, IncomingEvent, Recorded } from './incoming-event.js';
import type { Refused } from './refused.js';

export interface RecordOptions {
  /** Who records; from the credential, never from the body. */
  readonly actor: string;
  /** Check and decide, but write nothing. */
  readonly dryRun?: boolean;
}

/** Options of a call that writes. */
export interface WriteOptions extends RecordOptions {
  readonly dryRun?: false;
}

export interface RecorderOptions {
  readonly ledger: Ledger;
}

/** A batch that is recorded whole has at most this many events. */
export const BATCH_SIZE_MAX = 1_000;

export class Recorder {
  readonly #ledger: Ledger;

  constructor(options: RecorderOptions) {
    this.#ledger = options.ledger;
  }

  /**
   * Records all of the events (1 to 1,000), or none.
   * @throws Refused for the first event that cannot be recorded
   */
  record(events: readonly IncomingEvent[], options: WriteOptions): Promise<readonly Recorded[]>;
  record(events: readonly IncomingEvent[], options: RecordOptions): Promise<readonly Checked[]>;
  record(events: readonly IncomingEvent[], options: RecordOptions): Promise<readonly Checked[]> {
    void [this.#ledger, events, options];
    return Promise.reject(new Error('not built yet'));
  }

  /**
   * Records each event on its own verdict, in order, one append per chunk; any number of events.
   * What was refused before (by `parseEnvelope`) keeps its place among the answers.
   */
  recordEach(
    events: readonly (IncomingEvent | Refused)[],
    options: WriteOptions,
  ): Promise<readonly (Recorded | Refused)[]>;
  recordEach(
    events: readonly (IncomingEvent | Refused)[],
    options: RecordOptions,
  ): Promise<readonly (Checked | Refused)[]>;
  recordEach(
    events: readonly (IncomingEvent | Refused)[],
    options: RecordOptions,
  ): Promise<readonly (Checked | Refused)[]> {
    void [this.#ledger, events, options];
    return Promise.reject(new Error('not built yet'));
  }
}
