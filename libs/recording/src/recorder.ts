import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ledger } from '#libs/ledger';
import type { PersonalValues } from '#libs/personal';
import { Appending } from './appending.js';
import type { Answer } from './appending.js';
import type { Checked, IncomingEvent, Recorded } from './incoming-event.js';
import { Refused } from './refused.js';
import { shaped } from './shape.js';
import type { ShapedEvent } from './shape.js';
import type { StreamCacheLimits } from './stream-cache.js';

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
  readonly personal: PersonalValues;
  readonly cache?: StreamCacheLimits;
}

/** A batch that is recorded whole has at most this many events. */
export const BATCH_SIZE_MAX = 1_000;
/** `recordEach` appends this many events at a time. */
export const CHUNK_SIZE = 1_000;

/** Turns what somebody reports into recorded events: shape, duplicate, version, decide, append. */
export class Recorder {
  readonly #appending: Appending;

  constructor({ ledger, personal, cache = {} }: RecorderOptions) {
    this.#appending = new Appending(ledger, personal, cache);
  }

  /**
   * Records all of the events (1 to 1,000), or none.
   * @throws Refused for the first event that cannot be recorded
   */
  record(events: readonly IncomingEvent[], options: WriteOptions): Promise<readonly Recorded[]>;
  record(events: readonly IncomingEvent[], options: RecordOptions): Promise<readonly Checked[]>;
  async record(
    events: readonly IncomingEvent[],
    options: RecordOptions,
  ): Promise<readonly Checked[]> {
    checkBatchSize(events.length);
    const batch = events.map((event) => shaped(event, options.actor));
    batch.forEach(throwRefusal);
    const manner = { atomic: true, dryRun: options.dryRun ?? false };
    const answers = await this.#appending.settle(batch, manner);
    return answers.map(throwRefusal);
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
  async recordEach(
    events: readonly (IncomingEvent | Refused)[],
    options: RecordOptions,
  ): Promise<readonly (Checked | Refused)[]> {
    const manner = { atomic: false, dryRun: options.dryRun ?? false };
    const answers: Answer[] = [];
    let coming = shapedChunk(events, 0, options);
    for (let start = 0; start < events.length; start += CHUNK_SIZE) {
      // Once the database is asked, the next events are looked at while it works.
      const next = nextTurn().then(() => shapedChunk(events, start + CHUNK_SIZE, options));
      const [settled] = await Promise.all([this.#appending.settle(coming, manner), next]);
      answers.push(...settled);
      coming = await next;
    }
    return answers.map((answer, index) => (answer instanceof Refused ? answer.at(index) : answer));
  }
}

/** @throws Refused `empty-batch` or `batch-too-large` */
export function checkBatchSize(size: number): void {
  if (size === 0) throw new Refused('empty-batch', 'A batch has at least one event.');
  if (size <= BATCH_SIZE_MAX) return;
  const detail = `The batch has ${size} events; at most ${BATCH_SIZE_MAX} are taken.`;
  throw new Refused('batch-too-large', detail, { facts: { limit: BATCH_SIZE_MAX } });
}

function shapedChunk(
  events: readonly (IncomingEvent | Refused)[],
  start: number,
  { actor }: RecordOptions,
): readonly (ShapedEvent | Refused)[] {
  return events
    .slice(start, start + CHUNK_SIZE)
    .map((event) => (event instanceof Refused ? event : shaped(event, actor)));
}

function throwRefusal<Answered>(answer: Answered | Refused, index: number): Answered {
  if (answer instanceof Refused) throw answer.at(index);
  return answer;
}
