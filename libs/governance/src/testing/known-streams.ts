import { fold } from '../known-set/fold.js';
import { knownSet } from '../known-set/known-set.js';
import type { States, StreamKind } from '../states/states.js';
import { parseSubject } from '../subject/subject.js';
import { isDeclared } from '../catalogue/declared.js';
import type { TermKind } from '../vocabulary/term.js';
import { CATALOGUE } from '../catalogue/catalogue.js';
import type { Known } from '../catalogue/event-type.js';
import type { KnownEvent, LedgerEvent } from '../catalogue/known-event.js';

/** What one stream looks like, worked out when first asked for. */
interface Read {
  readonly events: readonly KnownEvent[];
  readonly introduced: boolean;
}

/**
 * What is known, from whole streams that were loaded before. A stream that was not loaded is taken
 * for empty, so load what `namesOf` and `claimNamesOf` ask for.
 */
export class KnownStreams implements Known {
  readonly #streams: Map<string, readonly LedgerEvent[]>;
  readonly #holders: Map<string, string>;
  readonly #read = new Map<string, Read>();

  constructor(
    streams: ReadonlyMap<string, readonly LedgerEvent[]>,
    holders: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#streams = new Map(streams);
    this.#holders = new Map(holders);
  }

  /** Takes an accepted event as recorded, so that the next of its batch is decided after it. */
  add(
    event: LedgerEvent,
    changes: { claims: readonly string[]; releases: readonly string[] },
  ): void {
    const { subject } = event;
    this.#streams.set(subject, [...this.stream(subject), event]);
    this.#read.delete(subject);
    for (const name of changes.releases) this.#holders.delete(name);
    for (const name of changes.claims) this.#holders.set(name, subject);
  }

  state<Kind extends StreamKind>(kind: Kind, id: string, until?: number): States[Kind] {
    return fold(kind, this.#known(`${kind}/${id}`).events, until);
  }

  exists(subject: string): boolean {
    return this.#known(subject).introduced;
  }

  declares(kind: TermKind, name: string): boolean {
    return isDeclared(kind, name, this);
  }

  stream(subject: string): readonly LedgerEvent[] {
    return this.#streams.get(subject) ?? [];
  }

  events(subject: string): readonly KnownEvent[] {
    return this.#known(subject).events;
  }

  holder(name: string): string | undefined {
    return this.#holders.get(name);
  }

  hasType(type: string): boolean {
    return CATALOGUE.has(type);
  }

  #known(subject: string): Read {
    const read = this.#read.get(subject) ?? this.#readStream(subject);
    this.#read.set(subject, read);
    return read;
  }

  #readStream(subject: string): Read {
    const events = parseSubject(subject) ? knownSet(this.stream(subject)) : [];
    const introduced = events.some(({ type }) => CATALOGUE.get(type)?.introduces !== undefined);
    return { events, introduced };
  }
}
