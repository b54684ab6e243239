import { setTimeout as pause } from 'node:timers/promises';
import { ADMIN_KEY } from '../../start/edict-process.js';
import type { Random } from '../../setup/random.js';
import type { Journal } from '../checker/journal.js';
import { Happenings } from './happenings.js';
import type { SentEvent } from './happenings.js';

const BATCH_SHARE = 0.2;
const BATCH_MAX = 5;
/** Before a request that failed is sent again, unless the server says when. */
const AGAIN_MS = 40;
/** What takes so long is a finding of whoever looks at `slowestMs`. */
const PATIENCE_MS = 120_000;

export interface WriterOptions {
  readonly url: string;
  readonly journal: Journal;
  readonly random: Random;
  /** Told apart from those of other writers. */
  readonly name: string;
  readonly callers?: number;
  readonly key?: string;
  /** Nothing is waited for longer. */
  readonly patienceMs?: number;
  /** Of writers that are broken on purpose: what is not answered is journalled as refused. */
  readonly takesSilenceForRefusal?: boolean;
}

/**
 * Several callers who record one thing after another over HTTP, and send again what they were not
 * told the fate of. The journal knows before the server does.
 */
export class Writer {
  acknowledged = 0;
  /** Answers that said nothing of the event: 5xx, or none at all. */
  readonly unanswered = new Map<string, number>();
  slowestMs = 0;
  /** Answers 503 that did not say when to come again. */
  withoutRetryAfter = 0;
  #stopping = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: WriterOptions) {}

  start(): this {
    const { callers = 4, name, random } = this.options;
    this.#running = Promise.all(
      Array.from({ length: callers }, (_, caller) => {
        return this.#write(new Happenings(`${name}-${caller}`, random));
      }),
    );
    return this;
  }

  /** Lets the requests under way end; what they were not told the fate of stays unknown. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  /** Resolves with whether so many more events were acknowledged in time. */
  async acknowledges(more: number, withinMs = 30_000): Promise<boolean> {
    const wanted = this.acknowledged + more;
    const deadline = performance.now() + withinMs;
    while (this.acknowledged < wanted && performance.now() < deadline) await pause(20);
    return this.acknowledged >= wanted;
  }

  async #write(happenings: Happenings): Promise<void> {
    const { random } = this.options;
    while (!this.#stopping) {
      const size = random.next() < BATCH_SHARE ? 1 + random.below(BATCH_MAX) : 1;
      const batch = Array.from({ length: size }, () => happenings.next());
      await this.#recordOrLeave(batch);
    }
  }

  async #recordOrLeave(batch: readonly SentEvent[]): Promise<void> {
    while (!(await this.#record(batch))) {
      if (this.#stopping) return;
      await pause(AGAIN_MS);
    }
  }

  /** Whether the fate of the batch is known. */
  async #record(batch: readonly SentEvent[]): Promise<boolean> {
    const { journal } = this.options;
    const ids = batch.map(({ id }) => id);
    journal.sent(ids);
    const before = performance.now();
    const answer = await this.#send(batch).catch((error: unknown) => failureOf(error));
    this.slowestMs = Math.max(this.slowestMs, performance.now() - before);
    if (typeof answer === 'string') return this.#left(answer, ids);
    if (answer.receipts !== undefined) {
      journal.acknowledged(answer.receipts);
      this.acknowledged += batch.length;
      return true;
    }
    if (answer.status >= 500) {
      if (answer.status === 503 && !answer.hasRetryAfter) this.withoutRetryAfter += 1;
      return this.#left(String(answer.status), ids);
    }
    journal.refused(ids);
    return true;
  }

  #left(why: string, ids: readonly string[]): boolean {
    this.unanswered.set(why, (this.unanswered.get(why) ?? 0) + 1);
    const { journal, takesSilenceForRefusal = false } = this.options;
    if (takesSilenceForRefusal) journal.refused(ids);
    return takesSilenceForRefusal;
  }

  async #send(batch: readonly SentEvent[]): Promise<Answered> {
    const { url, key = ADMIN_KEY, patienceMs = PATIENCE_MS } = this.options;
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/cloudevents-batch+json',
      },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(patienceMs),
    });
    const { status } = answer;
    const hasRetryAfter = answer.headers.has('retry-after');
    const body = (await answer.json()) as readonly Receipt[];
    return { status, hasRetryAfter, ...(answer.ok && { receipts: body }) };
  }
}

interface Receipt {
  readonly id: string;
  readonly position: number;
  readonly leafHash: string;
}

interface Answered {
  readonly status: number;
  readonly hasRetryAfter: boolean;
  readonly receipts?: readonly Receipt[];
}

function failureOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
}
