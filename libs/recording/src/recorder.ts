import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ledger } from '#libs/ledger';
import type { PersonalValues } from '#libs/personal';
import { Appending } from './appending.js';
import type { Answer, Manner } from './appending.js';
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
  /** False where nobody reads the warnings: looking for them takes most of the deciding. */
  readonly warns?: boolean;
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
/** A few milliseconds. */
const SHAPED_AT_ONCE = 50;

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
    const manner = { ...mannerOf(options), atomic: true };
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
    const answers: Answer[] = [];
    for await (const settled of this.recordInTurn(events, options)) answers.push(...settled);
    return answers;
  }

  /**
   * As `recordEach`, of events that are asked for when their turn comes and let go once they are
   * answered: what that takes of memory does not depend on how many they are.
   */
  async *recordInTurn(
    events: Iterable<IncomingEvent | Refused>,
    options: RecordOptions,
  ): AsyncGenerator<readonly (Checked | Refused)[], void> {
    const manner = { ...mannerOf(options), atomic: false };
    const source = events[Symbol.iterator]();
    let coming = await shapedChunk(source, options);
    for (let start = 0; coming.length > 0; start += CHUNK_SIZE) {
      const next = shapedChunk(source, options);
      const [settled] = await Promise.all([this.#appending.settle(coming, manner), next]);
      yield settled.map((answer, index) =>
        answer instanceof Refused ? answer.at(start + index) : answer,
      );
      coming = await next;
    }
  }
}

/** @throws Refused `empty-batch` or `batch-too-large` */
export function checkBatchSize(size: number): void {
  if (size === 0) throw new Refused('empty-batch', 'A batch has at least one event.');
  if (size <= BATCH_SIZE_MAX) return;
  const detail = `The batch has ${size} events; at most ${BATCH_SIZE_MAX} are taken.`;
  throw new Refused('batch-too-large', detail, { facts: { limit: BATCH_SIZE_MAX } });
}

function mannerOf({ dryRun = false, warns = true }: RecordOptions): Omit<Manner, 'atomic'> {
  return { dryRun, warns };
}

/** The next events, looked at a few at a time: what the database answers meanwhile goes first. */
async function shapedChunk(
  events: Iterator<IncomingEvent | Refused>,
  { actor }: RecordOptions,
): Promise<readonly (ShapedEvent | Refused)[]> {
  const chunk: (ShapedEvent | Refused)[] = [];
  while (chunk.length < CHUNK_SIZE) {
    if (chunk.length % SHAPED_AT_ONCE === 0) await nextTurn();
    const next = events.next();
    if (next.done === true) break;
    const event = next.value;
    chunk.push(event instanceof Refused ? event : shaped(event, actor));
  }
  return chunk;
}

function throwRefusal<Answered>(answer: Answered | Refused, index: number): Answered {
  if (answer instanceof Refused) throw answer.at(index);
  return answer;
}
