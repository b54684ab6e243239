import { LRUCache } from 'lru-cache';
import { Stream } from './stream.js';

export const CACHE_STREAMS_MAX = 20_000;
export const CACHE_BYTES_MAX = 64 * 1024 * 1024;

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

  put(stream: Stream): void {
    this.#streams.set(stream.subject, stream);
  }

  forget(subjects: Iterable<string>): void {
    for (const subject of subjects) this.#streams.delete(subject);
  }
}
