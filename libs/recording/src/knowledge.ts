import { claimNamesOf, namesOf } from '#libs/governance';
import type { EventId, Ledger, Receipt } from '#libs/ledger';
import type { ShapedEvent } from './shape.js';
import type { StreamCache } from './stream-cache.js';
import { Stream } from './stream.js';

/** What turned out to be needed while deciding and is not loaded yet. */
export interface Missing {
  readonly subjects: Set<string>;
  readonly names: Set<string>;
}

/** What of the ledger is asked for while events are decided on. */
export type Asked = Pick<Ledger, 'find' | 'histories' | 'holders'>;

/** What the ledger says of all that some events touch, read in a few statements. */
export class Knowledge {
  /** True where a stream came from the cache, which may be behind the ledger. */
  usedCache = false;
  readonly #streams = new Map<string, Stream>();
  readonly #holders = new Map<string, string | undefined>();
  readonly #receipts = new Map<string, Receipt>();

  private constructor(
    private readonly ledger: Asked,
    private readonly cache: StreamCache,
  ) {}

  static async of(
    events: readonly ShapedEvent[],
    ledger: Asked,
    cache: StreamCache,
    mayUseCache: boolean,
  ): Promise<Knowledge> {
    const knowledge = new Knowledge(ledger, cache);
    await knowledge.#gather(events, mayUseCache);
    return knowledge;
  }

  stream(subject: string): Stream | undefined {
    return this.#streams.get(subject);
  }

  subjects(): Iterable<string> {
    return this.#streams.keys();
  }

  /** Undefined: not loaded. The holder is absent where nobody holds the name. */
  claim(name: string): { readonly holder: string | undefined } | undefined {
    return this.#holders.has(name) ? { holder: this.#holders.get(name) } : undefined;
  }

  receipt(event: EventId): Receipt | undefined {
    return this.#receipts.get(idKey(event));
  }

  async load({ subjects, names }: Missing): Promise<void> {
    await Promise.all([this.#loadStreams([...subjects]), this.#loadHolders([...names])]);
  }

  // Ids are looked up after the streams: an event that is in a stream here is then surely found,
  // so that a retry which races with its original is a duplicate and no contradiction.
  async #gather(events: readonly ShapedEvent[], mayUseCache: boolean): Promise<void> {
    const subjects = new Set(events.flatMap(({ proposal }) => namesOf(proposal)));
    const names = new Set(events.flatMap(({ proposal }) => claimNamesOf(proposal)));
    if (mayUseCache) this.#takeFromCache(subjects);
    await this.load({ subjects, names });
    for (const receipt of await this.ledger.find(events.map(({ event }) => event))) {
      this.#receipts.set(idKey(receipt), receipt);
    }
  }

  #takeFromCache(subjects: Set<string>): void {
    for (const subject of subjects) {
      const stream = this.cache.get(subject);
      if (stream === undefined) continue;
      this.usedCache = true;
      this.#streams.set(subject, stream);
      subjects.delete(subject);
    }
  }

  async #loadStreams(subjects: readonly string[]): Promise<void> {
    if (subjects.length === 0) return;
    const histories = await this.ledger.histories(subjects);
    for (const subject of subjects) {
      const stream = new Stream(subject, histories.get(subject) ?? []);
      this.#streams.set(subject, stream);
      this.cache.put(stream);
    }
  }

  async #loadHolders(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    for (const name of names) this.#holders.set(name, undefined);
    for (const { name, holder } of await this.ledger.holders(names))
      this.#holders.set(name, holder);
  }
}

/** Sources never contain a line break. */
export function idKey({ source, id }: EventId): string {
  return `${source}\n${id}`;
}
