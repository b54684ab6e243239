import { LRUCache } from 'lru-cache';
import { Stream } from './stream.js';
import type { StreamEnding } from './stream.js';

export const CACHE_STREAMS_MAX = 20_000;
export const CACHE_BYTES_MAX = 64 * 1024 * 1024;
/** Some 150 bytes each. */
export const CACHE_ENDINGS_MAX = 100_000;

export interface StreamCacheLimits {
  readonly streamsMax?: number;
  readonly bytesMax?: number;
}

/**
 * Streams as this process last saw them. They may be behind the ledger: what was decided on them
 * holds only if the guards of the append find the same sequences.
 */
export class StreamCache {
  readonly #streams: LRUCache<string, Stream>;
  /** Those of more streams than fit with their events. */
  readonly #endings = new LRUCache<string, StreamEnding>({ max: CACHE_ENDINGS_MAX });

  constructor({ streamsMax = CACHE_STREAMS_MAX, bytesMax = CACHE_BYTES_MAX }: StreamCacheLimits) {
    this.#streams = new LRUCache({
      max: streamsMax,
      maxSize: bytesMax,
      sizeCalculation: ({ bytes }) => bytes,
    });
  }

  get(subject: string): Stream | undefined {
    return this.#streams.get(subject);
  }

  /** At least its ending. */
  ending(subject: string): Stream | undefined {
    const whole = this.get(subject);
    if (whole !== undefined) return whole;
    const ending = this.#endings.get(subject);
    return ending === undefined ? undefined : new Stream(subject, [], ending);
  }

  put(stream: Stream): void {
    if (stream.isWhole) this.#streams.set(stream.subject, stream);
    this.#endings.set(stream.subject, stream.toEnding());
  }

  forget(subjects: Iterable<string>): void {
    for (const subject of subjects) {
      this.#streams.delete(subject);
      this.#endings.delete(subject);
    }
  }
}
