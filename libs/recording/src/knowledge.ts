import { claimNamesOf, isAmendment, namesOf } from '#libs/governance';
import type { DecideOptions } from '#libs/governance';
import type { EventId, Ledger, NewEvent, Receipt, RecordedEvent } from '#libs/ledger';
import { asSent, commitmentsIn } from '#libs/personal';
import type { OpenedValue, PersonalValues } from '#libs/personal';
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

/** What is read while events are decided on. */
export interface Sources {
  readonly ledger: Asked;
  readonly personal: Pick<PersonalValues, 'open'>;
  readonly cache: StreamCache;
}

export interface KnowingManner extends DecideOptions {
  readonly mayUseCache: boolean;
}

/** What the ledger says of all that some events touch, read in a few statements. */
export class Knowledge {
  /** True where a stream came from the cache, which may be behind the ledger. */
  usedCache = false;
  readonly #streams = new Map<string, Stream>();
  readonly #holders = new Map<string, string | undefined>();
  readonly #receipts = new Map<string, Receipt>();
  #opened: ReadonlyMap<string, OpenedValue> = new Map();

  private constructor(
    private readonly sources: Sources,
    private readonly manner: KnowingManner,
  ) {}

  static async of(
    events: readonly ShapedEvent[],
    sources: Sources,
    manner: KnowingManner,
  ): Promise<Knowledge> {
    const knowledge = new Knowledge(sources, manner);
    await knowledge.#gather(events);
    return knowledge;
  }

  /** Maybe without its events: those are to be asked for. */
  stream(subject: string): Stream | undefined {
    return this.#streams.get(subject) ?? this.#cached(subject, false);
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

  /** A recorded event with the texts that its leaf only commits to, to be compared with `sent`. */
  asSent(recorded: RecordedEvent, sent: NewEvent): NewEvent {
    return { ...recorded, data: asSent(recorded.data, sent.data, this.#opened) };
  }

  async load({ subjects, names }: Missing): Promise<void> {
    await Promise.all([this.#loadStreams([...subjects]), this.#loadHolders([...names])]);
    await this.#openRepeated();
  }

  // Ids are looked up after the streams: an event that is in a stream here is then surely found,
  // so that a retry which races with its original is a duplicate and no contradiction.
  async #gather(events: readonly ShapedEvent[]): Promise<void> {
    const subjects = new Set(events.flatMap(({ proposal }) => namesOf(proposal)));
    const names = new Set(events.flatMap(({ proposal }) => claimNamesOf(proposal)));
    const whole = new Set(events.flatMap((event) => wholeNamesOf(event, this.manner)));
    for (const subject of subjects) {
      if (this.#cached(subject, whole.has(subject))) subjects.delete(subject);
    }
    const isAllCached = subjects.size === 0;
    await this.load({ subjects, names });
    // The append says of one event whether it was recorded before, and a refusal that rests on the
    // cache is decided again. Of several, those behind a repeated one would be decided on wrongly.
    if (isAllCached && events.length === 1) return;
    for (const receipt of await this.sources.ledger.find(events.map(({ event }) => event))) {
      this.#receipts.set(idKey(receipt), receipt);
    }
    await this.#openRepeated();
  }

  #cached(subject: string, whole: boolean): Stream | undefined {
    const { cache } = this.sources;
    if (!this.manner.mayUseCache) return undefined;
    const stream = whole ? cache.get(subject) : cache.ending(subject);
    if (stream === undefined) return undefined;
    this.usedCache = true;
    this.#streams.set(subject, stream);
    return stream;
  }

  async #loadStreams(subjects: readonly string[]): Promise<void> {
    if (subjects.length === 0) return;
    const histories = await this.sources.ledger.histories(subjects);
    for (const subject of subjects) {
      const stream = new Stream(subject, histories.get(subject) ?? []);
      this.#streams.set(subject, stream);
      this.sources.cache.put(stream);
    }
  }

  async #loadHolders(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    for (const name of names) this.#holders.set(name, undefined);
    for (const { name, holder } of await this.sources.ledger.holders(names))
      this.#holders.set(name, holder);
  }

  /** The values of those recorded events that are sent again. */
  async #openRepeated(): Promise<void> {
    const commitments = [...this.#receipts.values()].flatMap(({ subject, position }) => [
      ...commitmentsIn(this.stream(subject)?.at(position)?.data),
    ]);
    if (commitments.length > 0) this.#opened = await this.sources.personal.open(commitments);
  }
}

/** The streams whose events are surely looked at. */
function wholeNamesOf(
  { proposal, eventType }: ShapedEvent,
  { warns }: DecideOptions,
): readonly string[] {
  const looksBack = warns || eventType.looksBack === true || isAmendment(proposal);
  return looksBack ? [proposal.subject] : [];
}

/** Sources never contain a line break. */
export function idKey({ source, id }: EventId): string {
  return `${source}\n${id}`;
}
